/** Entry of the driver: reads train.json in its working directory, runs one process per device, ends with their status. */
import { writeFileSync } from 'node:fs';
import { DeviceChain } from './device-chain.js';
import { devicesFile, readPlan } from '../../../kernel/sandbox/train-plan.js';

const say = (level: string, text: string): void => void process.stdout.write(`[${level}] ${text}\n`);

const plan = readPlan();
say('INFO', `Initialising O2 Data Processing Layer. Driver PID: ${String(process.pid)}.`);
if (plan.timeFramesPerSecond > 0)
  say('INFO', `Rate limiting set up at ${String(plan.timeFramesPerSecond)} timeframes per second over 1 reader`);

const chain = new DeviceChain(plan, say);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    say('WARN', `Driver got ${signal}, stopping all devices`);
    chain.stop('SIGTERM');
  });
chain.start();
const ended = await chain.finished;
writeFileSync(devicesFile, `${JSON.stringify(ended, null, 2)}\n`);
for (const { device, pid, exitCode, signal } of ended)
  say('INFO', ` - Device ${device}: pid ${String(pid)} (${signal ? `signal ${signal}` : `exit ${String(exitCode)}`})`);
const failed = ended.find(({ exitCode }) => exitCode !== 0);
say(
  failed ? 'ERROR' : 'INFO',
  failed ? `Device ${chain.firstFault ?? failed.device} ended badly, the train failed` : 'All devices stopped, exit status 0',
);
process.exitCode = failed ? 1 : 0;
