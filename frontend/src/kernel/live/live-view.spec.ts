import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Moment } from '../url/moment';
import { WIRE } from './live-client';
import { answered, TestWire } from './live.testing';
import { liveView } from './live-view';
import { FETCH } from './view-door';

const row = (datasetId: string, name: string) => ({ datasetId, name }) as Record<string, unknown>;
const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));

@Component({ template: `{{ draw() }}` })
class Screen {
  readonly sort = signal('name');
  readonly list = liveView('datasets', () => ({ sort: this.sort() }));
  draws = 0;
  draw(): string {
    this.draws++;
    return this.list
      .rows()
      .map(({ name }) => name)
      .join(' ');
  }
}

describe('a live view on a screen', () => {
  const shown = (fetched: typeof fetch = () => Promise.reject(new Error('not asked'))) => {
    const wire = new TestWire();
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: WIRE, useValue: wire.factory }, { provide: FETCH, useValue: fetched }],
    });
    return { wire, start: () => TestBed.createComponent(Screen) };
  };

  it('shows the snapshot in the order asked for, and makes one update of one flush', async () => {
    const { wire, start } = shown();
    const screen = start();
    await screen.whenStable();
    const subscription = wire.subscriptionOf('datasets');
    wire.send({ kind: 'snapshot', subscription, epoch: 'e', position: '10', rows: [row('2', 'LHC24'), row('1', 'LHC22')], total: 2 });
    await painted();
    await screen.whenStable();
    expect(screen.nativeElement.textContent).toBe('LHC22 LHC24');
    expect(screen.componentInstance.list.counted()).toBe('2');
    const before = screen.componentInstance.draws;
    wire.send(
      { kind: 'delta', subscription, epoch: 'e', previous: '10', position: '20', upserts: [row('3', 'LHC23')], removals: [] },
      { kind: 'delta', subscription, epoch: 'e', previous: '20', position: '30', upserts: [row('1', 'LHC21')], removals: ['2'] },
    );
    await painted();
    await screen.whenStable();
    expect(screen.nativeElement.textContent).toBe('LHC21 LHC23');
    expect([...screen.componentInstance.list.changedKeys()].sort()).toEqual(['1', '3']);
    // The tint is a second signal, the text one: a flush costs one drawing of each.
    expect(screen.componentInstance.draws - before).toBe(1);
  });

  it('asks anew when the question changes, and keeps the rows until the answer is here', async () => {
    const { wire, start } = shown();
    const screen = start();
    await screen.whenStable();
    wire.send({
      kind: 'snapshot',
      subscription: wire.subscriptionOf('datasets'),
      epoch: 'e',
      position: '10',
      rows: [row('1', 'A'), row('2', 'B')],
      total: 2,
    });
    await painted();
    screen.componentInstance.sort.set('-name');
    await screen.whenStable();
    expect(wire.asked.map(({ query }) => query.sort)).toEqual(['name', '-name']);
    expect(screen.componentInstance.list.remote().phase).toBe('here');
    expect(screen.nativeElement.textContent).toBe('B A');
  });

  it('reads the past once instead of subscribing, with the same face', async () => {
    const asked: string[] = [];
    const { wire, start } = shown((url) => {
      asked.push(String(url));
      return Promise.resolve(answered(200, { rows: [row('1', 'LHC15')], total: 1, position: '7' }));
    });
    TestBed.inject(Moment).set('2025-11-26T13:07:32Z');
    const screen = start();
    await screen.whenStable();
    await painted();
    await screen.whenStable();
    expect(wire.asked).toEqual([]);
    expect(asked).toEqual(['/api/views/datasets?sort=name&limit=500&at=2025-11-26T13%3A07%3A32Z']);
    expect(screen.nativeElement.textContent).toBe('LHC15');
    expect(screen.componentInstance.list.position()).toBe('7');
  });
});
