import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { WIRE } from '../live/live-client';
import { answered, TestWire } from '../live/live.testing';
import { FETCH } from '../live/view-door';
import { Session } from '../session/session';
import { MyNotifications } from './my-notifications';

const person = { personId: 'mrossi', name: 'Maria Rossi', roles: ['user'], analyses: ['3'] };
const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
const notice = (number: number) => ({
  noticeId: `${String(number)}/3`,
  notificationId: String(number),
  number,
  analysisId: '3',
  analysisName: 'Strangeness',
  analysisCount: 1,
  kind: 'dataset-deactivated',
  datasetId: '5',
  datasetName: 'LHC22o_small',
  added: [],
  removed: [],
  causedBy: 'tnovak',
  happenedAt: '2025-12-02T14:28:03Z',
});
const all = { dismissalId: 'mrossi', personId: 'mrossi', number: 4, all: true };
const single = { dismissalId: 'mrossi/8', personId: 'mrossi', number: 8, all: false };

describe('what I was told', () => {
  const signedIn = async () => {
    const wire = new TestWire();
    const fetched = () => Promise.resolve(answered(200, { person, people: [], mail: false }));
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: WIRE, useValue: wire.factory }, { provide: FETCH, useValue: fetched }],
    });
    await TestBed.inject(Session).load();
    const mine = TestBed.inject(MyNotifications);
    const settle = async () => {
      TestBed.tick();
      await painted();
      TestBed.tick();
    };
    await settle();
    const send = async (subscription: string, rows: object[], total = rows.length) => {
      wire.send({ kind: 'snapshot', subscription, epoch: 'e', position: '10', rows: rows as Record<string, unknown>[], total });
      await settle();
    };
    return { wire, mine, send };
  };

  it('is asked for when it is known what I put away, and only beyond that (rule 137)', async () => {
    const { wire, mine, send } = await signedIn();
    await send(wire.subscriptionOf('dismissals'), [all]);
    expect(wire.asked.some(({ view }) => view === 'notifications')).toBe(false);
    expect([mine.known().phase, mine.ready()]).toEqual(['loading', false]);
    await send(wire.subscriptionOf('dismissals'), [single]);
    const asked = wire.asked.findLast(({ view }) => view === 'notifications');
    expect(asked?.query.filter).toContainEqual({ column: 'number', op: 'from', value: 5 });
    await send(asked?.subscription ?? '', [notice(9), notice(8), notice(7)]);
    expect(mine.open().map(({ number }) => number)).toEqual([9, 7]);
    expect(mine.ofAnalysis('4')).toEqual([]);
    expect([mine.atLeast(), mine.ready()]).toEqual([false, true]);
  });

  it('says that there is more than was asked for', async () => {
    const { wire, mine, send } = await signedIn();
    await send(wire.subscriptionOf('dismissals'), [all]);
    await send(wire.subscriptionOf('dismissals'), []);
    await send(wire.subscriptionOf('notifications'), [notice(9)], 4000);
    expect(mine.atLeast()).toBe(true);
  });
});
