import { DOCUMENT, Location } from '@angular/common';
import { computed, inject, Injectable, signal } from '@angular/core';
import { DefaultUrlSerializer, NavigationStart, Router, type UrlSerializer, type UrlTree } from '@angular/router';
import { filter } from 'rxjs';

/** In the address digits are a position of the log, anything else is a time. */
export const isPosition = (at: string): boolean => /^\d+$/.test(at);

/** The moment every screen shows: null is now. Held in the address as `?at=`. */
@Injectable({ providedIn: 'root' })
export class Moment {
  readonly #at = signal(new URLSearchParams(inject(DOCUMENT).defaultView?.location.search).get('at'));
  readonly at = this.#at.asReadonly();
  readonly #times = signal<ReadonlyMap<string, number>>(new Map());
  /** The moment as a time (ms); null now, and while nobody has said when a position of the log was. */
  readonly time = computed<number | null>(() => {
    const at = this.#at();
    if (at === null) return null;
    const time = isPosition(at) ? this.#times().get(at) : Date.parse(at);
    return time === undefined || Number.isNaN(time) ? null : time;
  });
  set(at: string | null): void {
    this.#at.set(at === '' ? null : at);
  }
  /** The log said when this position was. */
  learn(position: string, at: string): void {
    this.#times.update((times) => new Map([...times, [position, Date.parse(at)]]));
  }
}

/** Links keep the time: every address made while the past is shown carries it, also for “open in a new tab”. */
@Injectable()
export class MomentKeepingUrls implements UrlSerializer {
  readonly #plain = new DefaultUrlSerializer();
  readonly #moment = inject(Moment);
  parse(url: string): UrlTree {
    return this.#plain.parse(url);
  }
  serialize(tree: UrlTree): string {
    const at = this.#moment.at();
    const url = this.#plain.serialize(tree);
    if (at === null || tree.queryParams['at'] !== undefined) return url;
    const [path = '', fragment] = url.split('#');
    const joined = `${path}${path.includes('?') ? '&' : '?'}at=${encodeURIComponent(at)}`;
    return fragment === undefined ? joined : `${joined}#${fragment}`;
  }
}

/** Moving through time and back to now. */
@Injectable({ providedIn: 'root' })
export class TimeTravel {
  readonly #moment = inject(Moment);
  readonly #router = inject(Router);
  readonly #location = inject(Location);

  constructor() {
    // Back and forward of the browser: the address says which moment is meant.
    this.#router.events
      .pipe(filter((event) => event instanceof NavigationStart && event.navigationTrigger === 'popstate'))
      .subscribe(() => {
        this.#moment.set(this.#router.parseUrl(this.#location.path()).queryParamMap.get('at'));
      });
  }

  async show(at: string | null, how: { replace: boolean } = { replace: false }): Promise<void> {
    const tree = this.#router.parseUrl(this.#router.url);
    const { at: _, ...rest } = tree.queryParams as Record<string, string>;
    this.#moment.set(at);
    tree.queryParams = at === null ? rest : { ...rest, at };
    await this.#router.navigateByUrl(tree, { replaceUrl: how.replace });
  }
}
