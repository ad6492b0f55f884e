import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import type { Look, Say } from '../../kernel/slice.js';
import { until } from '../../kernel/until.testing.js';
import { DirectoryUnreadable, type AnalysisDirectory, type Tickets } from './analysis-directory.js';
import { DirectorySync } from './directory-sync.js';

type Command = { type: string; data: Record<string, unknown> };
const ticket = (jiraKey: string, analyzers: string[], more: Partial<Tickets['tickets'][number]> = {}) => ({
  jiraKey,
  name: `About ${jiraKey}`,
  project: 'PWGLF',
  analyzers,
  ...more,
});

const setting = (tickets: () => Tickets, known: readonly Partial<AnalysisRow>[] = [], mine = true) => {
  const said: Command[] = [];
  let changed: () => void = () => undefined;
  const directory: AnalysisDirectory = {
    source: 'file',
    read: () => Promise.resolve().then(tickets),
    watch: (tell) => {
      changed = tell;
      return () => (changed = () => undefined);
    },
  };
  const say: Say = (command) => {
    const { type, data } = command as Command;
    said.push({ type, data });
    const refused = type === 'AddAnalyzer' && data['personId'] === 'stranger';
    return Promise.resolve(
      refused
        ? { refused: 'AnalyzerUnknown', sentence: 'Nobody is known as stranger. Admit the person first.' }
        : { position: '1', revision: 0, stream: 'analysis-77' },
    );
  };
  const sync = new DirectorySync({
    directory,
    say,
    look: { rows: () => Promise.resolve(known) } as unknown as Look,
    claims: { claim: () => Promise.resolve(mine), release: () => Promise.resolve() },
    settings: { everyMs: 60_000, claimMs: 1_000 },
    now: () => 0,
    onFault: (fault) => {
      throw fault;
    },
  });
  return { sync, said, change: () => changed() };
};
const read =
  (...tickets: Tickets['tickets'][number][]) =>
  (): Tickets => ({ tickets, unread: [] });

describe('taking the directory over (rules 4, 5)', () => {
  it('opens what is new, moves who came and went, and records what it did', async () => {
    const { sync, said } = setting(
      read(ticket('PWGLF-1', ['mrossi']), ticket('OHSW-2', [], { project: 'OHSW' }), ticket('PWGLF-3', ['b'])),
      [{ analysisId: '3', jiraKey: 'PWGLF-3', name: 'Before', analyzers: ['a'] }],
    );
    await sync.sync();
    expect(said.map(({ type, data }) => [type, data['personId'] ?? data['jiraKey'] ?? data['name'] ?? data['analyses']])).toEqual([
      ['OpenAnalysis', 'PWGLF-1'],
      ['AddAnalyzer', 'mrossi'],
      ['OpenAnalysis', 'OHSW-2'],
      ['RenameAnalysis', 'About PWGLF-3'],
      ['AddAnalyzer', 'b'],
      ['RemoveAnalyzer', 'a'],
      ['RecordDirectorySync', 3],
    ]);
    expect(said.at(-1)?.data).toEqual({ source: 'file', analyses: 3, opened: 2, renamed: 1, joined: 2, left: 1, problems: [] });
    expect(said.find(({ data }) => data['jiraKey'] === 'OHSW-2')?.data).toMatchObject({ service: true });
  });
  it('goes on past what is refused, and tells it with its ticket', async () => {
    const { sync, said } = setting(read(ticket('PWGLF-1', ['stranger', 'mrossi']), ticket('PWGLF-2', [], { project: 'no project' })));
    await sync.sync();
    expect(said.at(-1)?.data).toMatchObject({
      opened: 1,
      joined: 1,
      problems: [
        { jiraKey: 'PWGLF-1', sentence: 'Nobody is known as stranger. Admit the person first.' },
        { jiraKey: 'PWGLF-2', sentence: expect.stringMatching(/^PWGLF-2 cannot be taken over: (data\.)?pwg /) as string },
      ],
    });
  });
  it('records a directory that cannot be read, and changes nothing', async () => {
    const { sync, said } = setting(() => {
      throw new DirectoryUnreadable('JIRA at its.cern.ch answered 503.');
    });
    await sync.sync();
    expect(said).toEqual([
      {
        type: 'RecordDirectorySync',
        data: {
          source: 'file',
          analyses: 0,
          opened: 0,
          renamed: 0,
          joined: 0,
          left: 0,
          problems: [],
          failure: 'JIRA at its.cern.ch answered 503.',
        },
      },
    ]);
    expect(sync.status()).toEqual({ at: 0, failure: 'JIRA at its.cern.ch answered 503.' });
  });
  it('reads it at the start and whenever it changed', async () => {
    const { sync, said, change } = setting(read());
    const readings = () => said.filter(({ type }) => type === 'RecordDirectorySync').length;
    sync.start();
    await until(() => readings() === 1);
    change();
    await until(() => readings() === 2);
    await sync.stop();
    change();
    expect(readings()).toBe(2);
  });
  it('is done by one node at a time', async () => {
    const { sync, said } = setting(read(ticket('PWGLF-1', [])), [], false);
    sync.start();
    await sync.stop();
    expect(said).toEqual([]);
  });
});
