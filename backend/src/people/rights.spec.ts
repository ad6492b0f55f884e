import { MemoryLog } from '../kernel/memory-log.testing.js';
import { StreamStates } from '../kernel/stream-states.js';
import { Policy } from './policy.js';
import { Rights } from './rights.js';

const setting = async () => {
  const log = new MemoryLog();
  let n = 0;
  const tell = async (stream: string, type: string, data: object): Promise<string> => {
    const commandId = `c-${n++}`;
    const { position } = await log.append(
      stream,
      'any',
      [{ type, data, meta: { at: '', by: '', commandId, causationId: '', correlationId: '' } }],
      commandId,
    );
    rights.owe(stream, position);
    return position;
  };
  const rights = new Rights(log);
  await tell('person-mrossi', 'PersonAdmitted', { personId: 'mrossi' });
  await tell('person-tnovak', 'PersonAdmitted', { personId: 'tnovak' });
  await tell('person-tnovak', 'RoleGranted', { personId: 'tnovak', role: 'operator' });
  await tell('analysis-3', 'AnalysisOpened', { analysisId: '3', service: false });
  await tell('analysis-3', 'AnalyzerJoined', { analysisId: '3', personId: 'mrossi' });
  await tell('wagon-9', 'WagonRegistered', { wagonId: '9', analysisId: '3' });
  await rights.start();
  const policy = new Policy(rights, new StreamStates(log, {}));
  const may = async (by: string, type: string, data: object) => (await policy.mayCommand(by, { type, data })).ok;
  return { log, tell, rights, policy, may };
};

describe('rights', () => {
  it('follow from the log: roles and memberships (rules 2, 3)', async () => {
    const { rights } = await setting();
    expect(rights.rolesOf('tnovak')).toEqual(['user', 'operator']);
    expect(rights.rolesOf('stranger')).toEqual([]);
    expect(rights.analysesOf('mrossi')).toEqual(['3']);
    await rights.stop();
  });

  it('let members act on the wagons of their analysis, found by the wagon’s own stream (rule 3)', async () => {
    const { rights, may } = await setting();
    expect(await may('mrossi', 'EnableWagon', { wagonId: '9', datasetId: '1' })).toBe(true);
    expect(await may('tnovak', 'EnableWagon', { wagonId: '9', datasetId: '1' })).toBe(false);
    expect(await may('mrossi', 'EnableWagon', { wagonId: 'none', datasetId: '1' })).toBe(false);
    expect(await may('mrossi', 'RegisterWagon', { analysisId: '3' })).toBe(true);
    expect(await may('mrossi', 'RegisterWagon', { analysisId: '4' })).toBe(false);
    await rights.stop();
  });

  it('are gone with the next command when they were taken', async () => {
    const { rights, tell, may } = await setting();
    expect(await may('tnovak', 'ComposeTrain', {})).toBe(true);
    await tell('person-tnovak', 'RoleRevoked', { personId: 'tnovak', role: 'operator' });
    expect(await may('tnovak', 'ComposeTrain', {})).toBe(false);
    await tell('analysis-3', 'AnalyzerLeft', { analysisId: '3', personId: 'mrossi' });
    expect(await may('mrossi', 'EnableWagon', { wagonId: '9', datasetId: '1' })).toBe(false);
    await rights.stop();
  });

  it('tell those who listen, so that sockets can be cut', async () => {
    const { rights, tell } = await setting();
    let told = 0;
    const end = rights.onChange(() => told++);
    await tell('person-tnovak', 'RoleRevoked', { personId: 'tnovak', role: 'operator' });
    await rights.reach();
    expect(told).toBe(1);
    end();
    await rights.stop();
  });

  it('let everybody who was let in read the views, and nobody else (rule 7)', async () => {
    const { rights, policy } = await setting();
    expect(policy.mayRead({ personId: 'mrossi' }, 'train-runs')).toEqual({ ok: true });
    expect(policy.mayRead({ personId: 'mrossi' }, 'people')).toEqual({ ok: true });
    expect(policy.mayRead({ personId: 'stranger' }, 'train-runs').ok).toBe(false);
    expect(policy.mayRead({ personId: 'mrossi' }, 'constructor')).toEqual({ ok: true }); // an unknown view is the views' own 404
    await rights.stop();
  });
});
