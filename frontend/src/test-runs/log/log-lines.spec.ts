import { foundLines, logLines } from './log-lines';

const lines = logLines(
  [
    '[INFO] Initialising O2 Data Processing Layer. Driver PID: 3.',
    '[10:reader]: [WARN] CCDB object asked again',
    '[14:builder]: [ERROR] *** Program crashed',
    '   at crash.js:3',
    '[24:writer]: [INFO] done',
  ],
  101,
);

describe('the lines of a log', () => {
  it('have a device and a level; without a device the driver speaks', () => {
    expect(lines.map(({ number, level, device, text }) => [number, level, device, text])).toEqual([
      [101, 'info', 'driver', 'Initialising O2 Data Processing Layer. Driver PID: 3.'],
      [102, 'warn', 'reader', 'CCDB object asked again'],
      [103, 'error', 'builder', '*** Program crashed'],
      [104, 'error', 'builder', '   at crash.js:3'],
      [105, 'info', 'writer', 'done'],
    ]);
  });
  it('are found by level, by words, and by device', () => {
    const numbers = (only: boolean, words: string) => foundLines(lines, only, words).map(({ number }) => number);
    expect([numbers(true, ''), numbers(false, 'CRASH'), numbers(true, 'reader'), numbers(false, 'nothing')]).toEqual([
      [102, 103, 104],
      [103, 104],
      [102],
      [],
    ]);
  });
});
