import { tooDeep, unfit } from './hygiene.js';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('what no command may carry', () => {
  it.each(['plain', 'größe 漢字 😀', 'two\nlines\twith a tab', '', "a'; rm -rf / #", { a: [1, null, true, { b: 'x' }] }, undefined])(
    'lets %j pass',
    (data) => {
      expect(unfit(data)).toBeUndefined();
    },
  );

  it.each([
    ['a zero byte', { name: 'a\u0000b' }, 'name'],
    ['an escape sequence', { list: ['ok', '\u001b[31mred'] }, 'list[1]'],
    ['half a character', { name: '\ud800' }, 'name'],
    ['a C1 control', { name: '\u009b31m' }, 'name'],
    ['a reserved name', JSON.parse('{"a":{"__proto__":{"admin":true}}}'), 'a.__proto__'],
    ['a constructor', JSON.parse('{"constructor":{"prototype":{}}}'), 'constructor'],
    ['a control character in a name', JSON.parse('{"a\\u0000":1}'), ''],
    ['33 levels', nested(33), '[0]'.repeat(32)],
  ])('finds %s and names the place', (_, data, path) => {
    expect(unfit(data)?.path).toBe(path.slice(0, 100));
  });

  it('takes 32 levels', () => {
    expect(unfit(nested(32))).toBeUndefined();
  });

  it('needs no stack for a hundred thousand levels', () => {
    let deep: unknown[] = [];
    for (let n = 0; n < 100_000; n++) deep = [deep];
    expect(unfit(deep)).toBeDefined();
  });

  it('counts brackets of the text, but not those within quotes', () => {
    expect(tooDeep(Buffer.from('['.repeat(33)))).toBe(true);
    expect(tooDeep(Buffer.from('['.repeat(32)))).toBe(false);
    expect(tooDeep(Buffer.from(`["${'['.repeat(100)}"]`))).toBe(false);
    expect(tooDeep(Buffer.from(`["\\"${'['.repeat(100)}"]`))).toBe(false);
    expect(tooDeep(Buffer.from('[{},{}]'.repeat(50)))).toBe(false);
  });
});
