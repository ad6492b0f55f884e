import { makeLog } from '../../kernel/generate.js';
import { embeddedLog, metaOf } from './embedded-log.js';

const IN_FLIGHT = 2_000;

/** A log shaped like real use, written through the real log, so that everything over it finds what it expects. */
export const fillLog = async (dir: string, count: number): Promise<void> => {
  const { openSqliteLog } = await embeddedLog();
  const log = await openSqliteLog({ dir });
  let [n, flying]: [number, Promise<unknown>[]] = [0, []];
  for (const { stream, type, data, at } of makeLog()) {
    const commandId = `made-${(n += 1)}`;
    flying.push(log.append(stream, 'any', [{ type, data, meta: metaOf(commandId, at) }], commandId));
    if (flying.length < IN_FLIGHT && n < count) continue;
    await Promise.all(flying);
    flying = [];
    if (n === count) break;
  }
  await log.close();
};
