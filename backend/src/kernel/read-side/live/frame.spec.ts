import fc from 'fast-check';
import { Frame, Message, deltaTail, websocketFrame } from './frame.js';

/** What a websocket's other end reads: length by RFC 6455 §5.2, then the text. */
const read = (frame: Buffer): { first: number | undefined; text: string; whole: boolean } => {
  const short = frame[1] ?? 0;
  const [head, length] = short < 126 ? [2, short] : short === 126 ? [4, frame.readUInt16BE(2)] : [10, Number(frame.readBigUInt64BE(2))];
  return { first: frame[0], text: frame.toString('utf8', head), whole: frame.length === head + length };
};

describe('a websocket frame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('carries a text of %i bytes', (length) => {
    const text = 'x'.repeat(length);
    expect(read(websocketFrame(text))).toEqual({ first: 0x81, text, whole: true });
  });

  it('carries any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        expect(read(websocketFrame(text))).toEqual({ first: 0x81, text, whole: true }),
      ),
    );
  });

  it('is made once of a message', () => {
    const message = new Message('["beat",{}]');
    expect(message.encoded).toBe(message.encoded);
    expect(read(message.encoded).text).toBe('42["beat",{}]');
  });
});

describe('frames that many are owed', () => {
  const row = (key: string, n: number) => ({ key, row: JSON.stringify({ key, n }) });
  const first = new Frame('s', '1', '2', deltaTail('e', [row('a', 1), row('b', 1)], [], { total: 2 }));
  const second = new Frame('s', '2', '3', deltaTail('e', [row('a', 2)], ['b'], { total: 1 }));

  it('are merged once for all of them', () => {
    const both = second.after(first);
    expect(second.after(first)).toBe(both);
    expect(JSON.parse(both.text)).toEqual({
      kind: 'delta',
      subscription: 's',
      epoch: 'e',
      previous: '1',
      position: '3',
      upserts: [{ key: 'a', n: 2 }],
      removals: ['b'],
      total: 1,
    });
  });

  it('say whether the rows that match were counted to the end', () => {
    const bounded = new Frame('s', '2', '3', deltaTail('e', [], [], { total: 7, totalIsAtLeast: true }));
    const quiet = new Frame('s', '3', '4', deltaTail('e', [], [], undefined));
    expect(JSON.parse(quiet.after(bounded.after(first)).text)).toMatchObject({ total: 7, totalIsAtLeast: true });
    expect(JSON.parse(bounded.after(first).text)).toMatchObject({ previous: '1', position: '3' });
    expect(JSON.parse(first.text)).not.toHaveProperty('totalIsAtLeast');
  });

  it('go out as one message, the same for all who are owed the same in the same order', () => {
    const other = new Frame('t', '1', '2', deltaTail('e', [row('c', 1)], [], undefined));
    expect(first.alone.and(other).message).toBe(first.alone.and(other).message);
    expect(first.alone.and(other).message.text).toBe(`["frames",{"frames":[${first.text},${other.text}]}]`);
    expect(first.alone.message.text).toBe(`["frames",{"frames":[${first.text}]}]`);
  });
});
