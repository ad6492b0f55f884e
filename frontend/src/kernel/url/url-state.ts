import { computed, inject, Injectable, signal, type Signal } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/** How one thing is written in the address. What equals its default is not written. */
export type UrlPart<T> = { read(text: string | null): T; write(value: T): string | null };

export const urlText = (standard = ''): UrlPart<string> => ({
  read: (text) => text ?? standard,
  write: (value) => (value === standard ? null : value),
});
export const urlList = (): UrlPart<readonly string[]> => ({
  read: (text) => (text === null || text === '' ? [] : text.split(',').map(decodeURIComponent)),
  write: (value) => (value.length === 0 ? null : value.map((word) => word.replace(/[%,]/g, encodeURIComponent)).join(',')),
});
export const urlFlag = (standard = false): UrlPart<boolean> => ({
  read: (text) => (text === null ? standard : text !== 'no'),
  write: (value) => (value === standard ? null : value ? 'yes' : 'no'),
});
export const urlNumber = (standard: number | null = null): UrlPart<number | null> => ({
  read: (text) => (text === null || !Number.isFinite(Number(text)) ? standard : Number(text)),
  write: (value) => (value === standard || value === null ? null : String(value)),
});

/** The query parameters of the address now. */
@Injectable({ providedIn: 'root' })
export class Address {
  readonly #router = inject(Router);
  readonly #params = signal<Readonly<Record<string, unknown>>>(this.#router.parseUrl(this.#router.url).queryParams);
  readonly params = this.#params.asReadonly();

  constructor() {
    this.#router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(() => {
      this.#params.set(this.#router.parseUrl(this.#router.url).queryParams);
    });
  }

  /** Writes parameters beside those that stand there. Typing replaces the entry of the history, choosing adds one. */
  async write(patch: Readonly<Record<string, string | null>>, replace: boolean): Promise<void> {
    // Somebody is on the way to another page: what this one writes late would call that off.
    if (replace && this.#leaving()) return;
    // The signal moves at once, so that two writes in one turn do not undo each other.
    const next = Object.fromEntries(Object.entries({ ...this.#params(), ...patch }).filter(([, value]) => value !== null));
    this.#params.set(next);
    await this.#router.navigate([], { queryParams: next, replaceUrl: replace });
  }

  #leaving(): boolean {
    const going = this.#router.currentNavigation();
    const pathOf = (url: string): string => url.split(/[?#]/)[0] ?? '';
    return going !== null && pathOf(this.#router.serializeUrl(going.extractedUrl)) !== pathOf(this.#router.url);
  }
}

type Parts = Readonly<Record<string, UrlPart<unknown>>>;
type ValueOf<P> = P extends UrlPart<infer T> ? T : never;
export type UrlState<P> = { readonly [Name in keyof P]: Signal<ValueOf<P[Name]>> } & {
  /** Changes the address; every other parameter stays. */
  set(patch: Partial<{ [Name in keyof P]: ValueOf<P[Name]> }>, how?: { replace: boolean }): void;
  /** Back to the standard of these, or of all. */
  clear(...names: (keyof P)[]): void;
};

/**
 * Filters, sort, tab and selection, held in the address: copy the link and it comes back.
 * `const url = urlState({ q: urlText(), test: urlList(), sort: urlText('-enabledAt') })`
 */
export const urlState = <const P extends Parts>(parts: P): UrlState<P> => {
  const address = inject(Address);
  const known: Parts = parts;
  const readers = Object.fromEntries(
    Object.entries(known).map(([name, part]) => {
      const text = computed(() => {
        const value = address.params()[name];
        return typeof value === 'string' ? value : Array.isArray(value) ? String(value[0]) : null;
      });
      return [name, computed(() => part.read(text()))];
    }),
  );
  const write = (patch: Readonly<Record<string, unknown>>, replace: boolean) => {
    const words = Object.entries(patch).map(([name, value]) => [name, known[name]?.write(value) ?? null] as const);
    void address.write(Object.fromEntries(words), replace);
  };
  return {
    ...readers,
    set: (patch: Readonly<Record<string, unknown>>, how = { replace: false }) => write(patch, how.replace),
    clear: (...names: string[]) => {
      void address.write(Object.fromEntries((names.length > 0 ? names : Object.keys(known)).map((name) => [name, null])), false);
    },
  } as unknown as UrlState<P>; // the record is built by name; its type is the mapped one
};
