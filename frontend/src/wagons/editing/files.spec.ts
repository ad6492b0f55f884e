import { configurationOf, draftOf } from './draft';
import { fixedAxis, scalar, stored, workflow, array, matrix } from './editing.testing';
import { downloadText, readUpload } from './files';

const bytes = (text: string) => new TextEncoder().encode(text);
const row = stored(
  {
    radius: scalar('0.200000003'),
    wide: scalar('18446744073709551614'),
    list: array('1', '2.5'),
    axisPt: fixedAxis('50', '0', '5'),
    path: scalar('with, comma'),
  },
  {
    lowPt: {
      radius: scalar('2'),
      cuts: matrix([null, '9'], [null, null]),
      axisPt: { form: 'axis', width: 'variable', edges: ['0', '1', '4'] },
    },
  },
);
const current = configurationOf(workflow, draftOf(row));

describe('files of a wagon', () => {
  it('come back without a difference: download, upload, download (rule 58)', () => {
    const text = downloadText({ row, workflow }, []);
    const read = readUpload(workflow, current, bytes(text));
    expect(read.ok && [read.overview.changes, read.overview.problems, read.overview.ignored]).toEqual([[], [], []]);
    const fresh = readUpload(workflow, configurationOf(workflow, draftOf(stored({}, { lowPt: { count: scalar('1') } }))), bytes(text));
    expect(fresh.ok && fresh.overview.problems).toEqual([]);
  });
  it('hold the workflows of dependencies, which an upload leaves out and lists (rules 58, 59)', () => {
    const service = {
      ...workflow,
      name: 'o2-service',
      tasks: [{ name: 'service', outputs: [], parameters: workflow.tasks[0]!.parameters }],
    };
    const text = downloadText({ row, workflow }, [{ row: stored({}), workflow: service }]);
    const read = readUpload(workflow, current, bytes(text));
    expect(read.ok && [read.overview.changes, read.overview.ignoredTasks]).toEqual([[], ['service']]);
  });
  it('are refused with line and reason when they are no JSON, name a key twice or are not UTF-8', () => {
    const said = (from: Uint8Array) => {
      const read = readUpload(workflow, current, from);
      return read.ok ? '' : read.sentence;
    };
    expect(said(bytes('{\n  "builder": {\n    "radius": }\n}'))).toMatch(/^Line 3, column \d+: /);
    expect(said(bytes('{\n"builder": {\n"radius": "1",\n"radius": "2"}}'))).toMatch(/^Line 4.*given twice/);
    expect(said(new Uint8Array([0x7b, 0x22, 0xe9, 0x22, 0x7d]))).toMatch(/^Line 1.*not UTF-8/);
  });
});
