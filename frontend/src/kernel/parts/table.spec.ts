import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Table } from './table';
import { heldOrder, nextSort, seated, tableOf, windowOf, type RowAction } from './table-model';

type Train = { id: string; state: string };
@Component({
  imports: [Table],
  template: `<hl-table
    label="Trains"
    [of]="table"
    [columns]="columns"
    [sort]="sort()"
    (sortChange)="sort.set($event)"
    [openable]="true"
    (opened)="opened = $event.id"
    [actions]="actions"
    [selectable]="true"
    [(chosen)]="chosen"
  />`,
})
class Screen {
  readonly rows = signal<readonly Train[]>([
    { id: '3', state: 'done' },
    { id: '2', state: 'ready' },
    { id: '1', state: 'killed' },
  ]);
  readonly table = tableOf(
    () => this.rows(),
    ({ id }) => id,
  );
  readonly sort = signal('id');
  readonly chosen = signal<ReadonlySet<string>>(new Set());
  readonly columns = [
    { id: 'id', label: 'Train', text: ({ id }: Train) => id, sort: 'id', numeric: true },
    { id: 'state', label: 'State', text: ({ state }: Train) => state },
  ];
  opened = '';
  killed = '';
  readonly actions = (row: Train): readonly RowAction[] => [
    {
      id: 'kill',
      label: 'Kill',
      icon: 'stopped',
      run: () => (this.killed = row.id),
      offBecause: row.state === 'done' ? 'It is done.' : null,
    },
  ];
}

const draw = async (): Promise<{ screen: ComponentFixture<Screen>; rows: () => HTMLElement[]; press: (key: string) => Promise<void> }> => {
  TestBed.configureTestingModule({ providers: [provideRouter([])] });
  const screen = TestBed.createComponent(Screen);
  document.body.append(screen.nativeElement as HTMLElement);
  await screen.whenStable();
  const host = screen.nativeElement as HTMLElement;
  return {
    screen,
    rows: () => [...host.querySelectorAll<HTMLElement>('tbody tr[data-key]')],
    press: async (key) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await screen.whenStable();
    },
  };
};

describe('a table under the keyboard', () => {
  it('moves with J and K, stops at the ends and opens with Enter', async () => {
    const { screen, rows, press } = await draw();
    rows()[0]?.focus();
    for (const key of ['j', 'ArrowDown', 'j', 'k']) await press(key);
    expect((document.activeElement as HTMLElement).dataset['key']).toBe('2');
    await press('Enter');
    expect(screen.componentInstance.opened).toBe('2');
  });

  it('has one row in the tab order, the one that had the focus last', async () => {
    const { rows, press } = await draw();
    rows()[0]?.focus();
    await press('j');
    expect(rows().map((row) => row.tabIndex)).toEqual([-1, 0, -1]);
  });

  it('opens the row menu with a dot; what may not be done does nothing', async () => {
    const { screen, rows, press } = await draw();
    rows()[1]?.focus();
    await press('.');
    const entry = document.querySelector<HTMLElement>('.menu .mi');
    expect(entry?.textContent?.trim()).toBe('Kill');
    entry?.click();
    expect(screen.componentInstance.killed).toBe('2');
    rows()[0]?.querySelector<HTMLElement>('[aria-label="Kill"]')?.click();
    expect(screen.componentInstance.killed).toBe('2');
  });

  it('chooses rows with Space, and all of them in the head', async () => {
    const { screen, rows, press } = await draw();
    rows()[2]?.focus();
    await press(' ');
    expect([...screen.componentInstance.chosen()]).toEqual(['1']);
    (screen.nativeElement as HTMLElement).querySelector<HTMLElement>('thead input')?.click();
    expect(screen.componentInstance.chosen().size).toBe(3);
  });

  it('keeps rows in place while the focus is in it; new ones wait and are counted', async () => {
    const { screen, rows } = await draw();
    rows()[0]?.focus();
    await screen.whenStable();
    screen.componentInstance.rows.update((all) => [{ id: '4', state: 'testing' }, ...all]);
    await screen.whenStable();
    expect(rows().map((row) => row.dataset['key'])).toEqual(['3', '2', '1']);
    const news = (screen.nativeElement as HTMLElement).querySelector<HTMLElement>('.news');
    expect(news?.textContent).toContain('1 new');
    news?.click();
    await screen.whenStable();
    expect(rows().map((row) => row.dataset['key'])).toEqual(['4', '3', '2', '1']);
  });
});

describe('a table that is asked anew while the pointer comes into it', () => {
  it('shows the new list as a whole: the old one is not held in its place', async () => {
    const { screen, rows } = await draw();
    screen.componentInstance.sort.set('-id');
    await screen.whenStable();
    // Filters above went away, the page moved, and the pointer stands in the table now.
    (screen.nativeElement as HTMLElement).querySelector('.scroll')?.dispatchEvent(new MouseEvent('mouseenter'));
    screen.componentInstance.rows.set([...screen.componentInstance.rows(), { id: '0', state: 'done' }]);
    await screen.whenStable();
    expect(rows().map((row) => row.dataset['key'])).toEqual(['3', '2', '1', '0']);
  });
});

describe('rows that others take the place of', () => {
  const replaced: readonly Train[] = [
    { id: '9', state: 'ready' },
    { id: '2', state: 'ready' },
    { id: '1', state: 'killed' },
  ];

  it('are drawn over while nobody is in the table, and the others stay as they are', async () => {
    const { screen, rows } = await draw();
    const [first, second] = rows();
    screen.componentInstance.rows.set(replaced);
    await screen.whenStable();
    expect(rows()[0]).toBe(first);
    expect(rows()[0]?.dataset['key']).toBe('9');
    expect(rows()[0]?.textContent).toContain('9');
    expect(rows()[1]).toBe(second);
  });

  it('are taken away while a menu of theirs is open: it must never act on another row', async () => {
    const { screen, rows } = await draw();
    const [first] = rows();
    first?.querySelector<HTMLElement>('.actions button:last-child')?.click();
    await screen.whenStable();
    expect(document.querySelector('.menu')).not.toBeNull();
    screen.componentInstance.rows.set(replaced);
    await screen.whenStable();
    expect(rows()[0]).not.toBe(first);
    expect(document.querySelector('.menu')).toBeNull();
  });
});

describe('the model of a table', () => {
  it('turns the order round at the second press; numbers start from the largest', () => {
    expect([
      nextSort('', 'name', false),
      nextSort('name', 'name', false),
      nextSort('-name', 'name', false),
      nextSort('name', 'bytes', true),
    ]).toEqual(['name', '-name', 'name', '-bytes']);
  });
  it('draws the rows in sight and a few around them', () => {
    expect(windowOf(0, 300, 30, 5000)).toEqual({ from: 0, to: 22 });
    expect(windowOf(30_000, 300, 30, 5000)).toEqual({ from: 988, to: 1022 });
    expect(windowOf(149_700, 300, 30, 5000).to).toBe(5000);
  });
  it('leaves out rows that are gone from the held order', () => {
    expect(heldOrder(['b', 'c', 'd'], (row) => row, ['a', 'b', 'c'])).toEqual({ rows: ['b', 'c'], waiting: 1 });
  });

  it('gives rows that come the seats of those that went, only when told to', () => {
    const before = seated({ of: new Map(), next: 0 }, ['a', 'b', 'c'], true);
    expect([...seated(before, ['d', 'b', 'e'], true).of]).toEqual([
      ['d', 0],
      ['b', 1],
      ['e', 2],
    ]);
    expect([...seated(before, ['d', 'b'], false).of]).toEqual([
      ['d', 3],
      ['b', 1],
    ]);
  });
});
