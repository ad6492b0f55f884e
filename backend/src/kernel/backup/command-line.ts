import { resolve } from 'node:path';

/** The command was not called as it should be; its help is shown. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
export const count = (n: number): string => n.toLocaleString('en-US');
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** npm changes the directory; what was typed is meant where it was typed. */
export const folderNamed = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

/** Their sentences are for whoever gave the command; anything else is our fault and shows where. */
const SENTENCES: ReadonlySet<string> = new Set(['BadCopy', 'NoAnswer', 'LogDamaged', 'LogInUse']);
const CODES: ReadonlySet<string> = new Set(['EACCES', 'ENOSPC', 'EROFS', 'ENOTDIR', 'EPERM']);

/** Runs a command: 0 when all is well, 1 when something is not, 2 when it was called wrongly. */
export const program = async (usage: string, run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    const { name, message, stack, code } = error as NodeJS.ErrnoException;
    const isUsage = name === 'Usage' || code?.startsWith('ERR_PARSE_ARGS') === true;
    const isClear = SENTENCES.has(name) || CODES.has(code ?? '');
    process.stderr.write(isUsage ? `${message}\n\n${usage}\n` : `${isClear ? message : (stack ?? message)}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
};
