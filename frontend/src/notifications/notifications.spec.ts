import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { WIRE } from '../kernel/live/live-client';
import { answered, TestWire } from '../kernel/live/live.testing';
import { FETCH } from '../kernel/live/view-door';
import { Session } from '../kernel/session/session';
import { Notifications } from './notifications';

const person = { personId: 'mrossi', name: 'Maria Rossi', roles: ['user'], analyses: ['3'] };
const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));

describe('the page of notifications', () => {
  it('says that nothing is new only when it knows (rule 136)', async () => {
    const wire = new TestWire();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: WIRE, useValue: wire.factory },
        { provide: FETCH, useValue: () => Promise.resolve(answered(200, { person, people: [], mail: false })) },
      ],
    });
    await TestBed.inject(Session).load();
    const screen = TestBed.createComponent(Notifications);
    const text = async (): Promise<string> => {
      await painted();
      await screen.whenStable();
      return (screen.nativeElement as HTMLElement).textContent;
    };
    const nothingFor = (subscription: string) =>
      wire.send({ kind: 'snapshot', subscription, epoch: 'e', position: '10', rows: [], total: 0 });
    expect(await text()).not.toContain('Nothing new');
    for (let step = 0; step < 2; step++) {
      nothingFor(wire.subscriptionOf('dismissals'));
      expect(await text()).not.toContain('Nothing new');
    }
    for (const { subscription } of wire.asked.filter(({ view }) => view === 'notifications')) nothingFor(subscription);
    expect(await text()).toContain('Nothing new');
  });
});
