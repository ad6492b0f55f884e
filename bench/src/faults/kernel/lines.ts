import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Started = { child: ChildProcess; lines: AsyncIterator<string>; ask: (order: unknown) => Promise<unknown> };

/** A program of ours that answers each line of its standard input with one line; ends when we do. */
export const startLines = (program: string, args: readonly string[]): Started => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  // An order to one that is gone is answered by the end of its output.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let before: Promise<unknown> = Promise.resolve();
  const ask = (order: unknown): Promise<unknown> => {
    const answer = before.then(async () => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${program} is gone`);
      return JSON.parse(value) as unknown;
    });
    before = answer.catch(() => undefined);
    return answer;
  };
  return { child, lines, ask };
};

export const killed = async (child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
};
