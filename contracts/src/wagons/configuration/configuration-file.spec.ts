import fc from 'fast-check';
import { readConfigurationBytes, readConfigurationFile, type FileRead } from './configuration-file.js';

const fault = (read: FileRead) => (read.ok ? null : read.fault);
const entries = (text: string) => {
  const read = readConfigurationFile(text);
  if (!read.ok) throw new Error(read.fault.reason);
  return read.file.entries.map(({ task, parameter, value }) => [task, parameter, value]);
};

describe('a configuration file that is wrong is refused with its line (rule 58)', () => {
  it.each([
    ['a missing comma', '{"t": {\n "a": "1"\n "b": "2"}}', 3, 2, 'expected after “"a"”'.replace(/"/g, '')],
    ['a comma before the end', '{"t": {\n "a": "1",\n}}', 2, 10, 'Remove it'],
    ['a comma before the end of a list', '{"t": {"a": {"values": [1, 2,\n]}}}', 1, 29, 'before the closing'],
    ['single quotes', "{'t': {}}", 1, 2, 'in double quotes'],
    ['a comment', '{ // note\n}', 1, 3, 'in double quotes'],
    ['nothing', ' \n', 2, 1, 'empty'],
    ['an early end', '{"t": {"a": "1"', 1, 16, 'the end of the file'],
    ['an open text', '{"t": "', 1, 8, 'ends inside a text'],
    ['a text over two lines', '{"t": "a\nb"}', 1, 9, 'over the end of its line'],
    ['a number that JSON does not know', '{"t": {"a": 5.}}', 1, 14, 'is no number'],
    ['a leading zero', '{"t": {"a": 007}}', 1, 14, 'is no number'],
    ['NaN', '{"t": {"a": NaN}}', 1, 13, 'A value is expected'],
    ['something behind the end', '{}\n{}', 2, 1, 'Nothing may follow'],
    ['an unknown escape', '{"t": "\\x"}', 1, 8, 'no escape'],
    ['half an escape', '{"t": "\\u12"}', 1, 8, 'four hexadecimal'],
    ['a list', '[]', 1, 1, 'task → parameter → value'],
    ['a task that is a list', '{\n"analyses": []}', 2, 1, 'should hold the parameters of a task'],
    ['null', '{"t": {"a": null}}', 1, 13, 'cannot hold null'],
    ['a list without “values”', '{"t": {"a": [1]}}', 1, 13, 'cannot hold a list'],
    ['rows and cells mixed', '{"t": {"a": {"values": [1, [2]]}}}', 1, 14, 'mixes rows and single cells'],
    ['a stranger beside “values”', '{"t": {"a": {"values": [1], "b": "2"}}}', 1, 29, 'does not belong'],
    ['a key that reaches a prototype', '{"t": {\n"__proto__": {"a": "1"}}}', 2, 1, 'cannot be a key'],
  ])('%s', (_, text, line, column, reason) => {
    expect(fault(readConfigurationFile(text))).toMatchObject({ line, column });
    expect(fault(readConfigurationFile(text))?.reason).toContain(reason);
  });
  it('a repeated key, with both lines and the keys that lead to it', () => {
    expect(fault(readConfigurationFile('{"t": {\n"a": "1",\n"b": "2",\n"a": "3"}}'))).toEqual({
      line: 4,
      column: 1,
      firstLine: 2,
      keyPath: ['t', 'a'],
      reason: '“t → a” is given twice, first in line 2. Keep one of them.',
    });
  });
  it('a parameter given both dotted and nested', () => {
    expect(fault(readConfigurationFile('{"t": {"g.a": "1",\n"g": {\n"a": "2"}}}'))).toMatchObject({
      line: 3,
      firstLine: 1,
      keyPath: ['t', 'g', 'a'],
    });
  });
  it('what is nested too deep', () => {
    expect(fault(readConfigurationFile(`{"t": ${'{"g": '.repeat(40)}"1"${'}'.repeat(41)}`))?.reason).toContain('deeper than 32');
    expect(fault(readConfigurationFile('['.repeat(100_000)))?.reason).toContain('deeper than 32');
  });
  it('bytes that are not UTF-8, with line and byte', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{\n"ä": '), 0xe4, 0x22]);
    expect(fault(readConfigurationBytes(bytes))).toEqual({
      line: 2,
      column: 6,
      reason: 'The file is not UTF-8: byte 9 (0xe4) does not belong there. Save it as UTF-8.',
    });
    expect(fault(readConfigurationBytes(new Uint8Array([0x7b, 0xc3])))).toMatchObject({ line: 1 });
  });
  it('what is too large', () =>
    expect(fault(readConfigurationBytes(new Uint8Array(9 * 1024 * 1024)))?.reason).toContain('larger than 8 MB'));
  it('never with an exception, whatever it holds', () => {
    const near = fc.stringMatching(/^[{}[\]":,0-9a-z\\\n .eE+-]{0,60}$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' }), fc.json()), (text) =>
        expect(typeof readConfigurationFile(text).ok).toBe('boolean'),
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => expect(typeof readConfigurationBytes(bytes).ok).toBe('boolean')),
      { numRuns: 200 },
    );
  });
  it('exactly when JSON itself is, apart from repeated keys and shape', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const read = readConfigurationFile(`{"t": {"g": {"values": []}}, "u": ${text}}`);
        if (!read.ok) expect(read.fault.reason).toMatch(/cannot hold|should hold|should be a list|twice|mixes|beside|cannot be a key/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the three shapes of the field are one (rules 37, 58)', () => {
  it('flat, with dotted groups and everything a text', () => {
    expect(entries('{"t": {"pidTPC.param-file": "", "on": "1", "n": 5, "yes": true}, "internal-dpl-clock": ""}')).toEqual([
      ['t', 'pidTPC.param-file', { form: 'text', text: '' }],
      ['t', 'on', { form: 'text', text: '1' }],
      ['t', 'n', { form: 'text', text: '5' }],
      ['t', 'yes', { form: 'text', text: 'true' }],
    ]);
  });
  it('nested, as the framework dumps it, where empty labels are empty texts', () => {
    expect(entries('{"t": {"g": {"h": {"a": "0.200000003"}}, "m": {"labels_rows": "", "labels_cols": ["x"], "values": [["1"]]}}}')).toEqual(
      [
        ['t', 'g.h.a', { form: 'text', text: '0.200000003' }],
        ['t', 'm', { form: 'rows', rows: [['1']], labelsRows: [], labelsCols: ['x'] }],
      ],
    );
  });
  it('with the workflow around its tasks', () => {
    const read = readConfigurationFile('{"o2-analysis-x": {"t": {"a": "1"}, "u": ""}}');
    expect(read).toEqual({
      ok: true,
      file: {
        tasks: ['t', 'u'],
        entries: [{ workflow: 'o2-analysis-x', task: 't', parameter: 'a', line: 1, value: { form: 'text', text: '1' } }],
      },
    });
  });
  it('with numbers as the text they are', () => {
    expect(entries('{"t": {"a": {"values": [18446744073709551615, 1e-7, 0.20000000000000001, "5."]}}}')).toEqual([
      ['t', 'a', { form: 'list', cells: ['18446744073709551615', '1e-7', '0.20000000000000001', '5.'] }],
    ]);
  });
  it('with a byte order mark, and empty lists written as empty texts', () => {
    expect(entries('\ufeff{"t": {"a": {"values": ""}}}')).toEqual([['t', 'a', { form: 'list', cells: [] }]]);
    const bytes = readConfigurationBytes(new TextEncoder().encode('\ufeff{"t": {}}'));
    expect(bytes).toEqual({ ok: true, file: { tasks: ['t'], entries: [] } });
  });
  it('with every escape of JSON', () => {
    expect(entries('{"t": {"a": "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00"}}')).toEqual([
      ['t', 'a', { form: 'text', text: '"\\/\b\f\n\r\tä😀' }],
    ]);
  });
});
