import { Component, inject, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { roleWords } from '@hyperloop/contracts/people';
import { Panel } from '../parts/panel';
import { Here, RemotePart } from '../remote/remote-part';
import { crumbs } from '../shell/crumbs';
import { initialsOf } from '../shell/person-menu';
import { Session, type Known } from './session';

/** The development chooser: who of the people let in one wants to be. The server offers it on its own machine only. */
@Component({
  selector: 'hl-sign-in',
  imports: [Panel, RemotePart, Here],
  template: `
    <div class="pagehead">
      <h1>Sign in</h1>
      <span class="muted small">Choose who you are. Nothing is asked on this machine.</span>
    </div>
    <hl-panel heading="People" style="max-width: 560px">
      <hl-remote [of]="answer()" what="The list of people">
        <ng-template [hlHere]="answer()" let-session>
          <ul>
            @for (known of session.people; track known.personId) {
              <li>
                <button
                  type="button"
                  [attr.aria-current]="known.personId === session.person?.personId ? 'true' : null"
                  [disabled]="choosing() !== null"
                  (click)="choose(known)"
                >
                  <span class="avatar" aria-hidden="true">{{ initials(known.name) }}</span>
                  <span class="strong">{{ known.name }}</span><span class="muted">{{ known.personId }}</span>
                  <span class="t2 small push">{{ roles(known) }}</span>
                </button>
              </li>
            } @empty {
              <li class="empty">
                <div class="strong">Nobody can be chosen here</div>
                <div class="muted small">The chooser is open only on the machine that runs the server, and only in development.</div>
              </li>
            }
          </ul>
        </ng-template>
      </hl-remote>
    </hl-panel>
  `,
  styles: `
    ul {
      list-style: none;
    }
    li + li {
      border-top: 1px solid var(--hl-line);
    }
    li button {
      width: 100%;
      min-height: 36px;
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 12px;
      text-align: left;
    }
    li button:hover {
      background: var(--hl-hover);
    }
    li button[aria-current] {
      background: var(--hl-accent-soft);
    }
  `,
})
export class SignIn {
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  protected readonly answer = this.#session.answer;
  protected readonly choosing = signal<string | null>(null);
  protected readonly initials = initialsOf;

  constructor() {
    crumbs(() => [{ label: 'Sign in' }]);
  }
  protected roles(known: Known): string {
    return known.roles.map((role) => roleWords[role]).join(', ');
  }
  protected async choose(known: Known): Promise<void> {
    this.choosing.set(known.personId);
    await this.#session.signIn(known.personId);
    this.choosing.set(null);
    if (this.#session.person() !== null) await this.#router.navigateByUrl(this.#route.snapshot.queryParamMap.get('to') ?? '/');
  }
}
