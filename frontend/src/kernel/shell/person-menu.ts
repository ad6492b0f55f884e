import { CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, output } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { roleWords } from '@hyperloop/contracts/people';
import { Icon } from '../parts/icon';
import type { IconName } from '../parts/icons';
import { Session } from '../session/session';
import { ThemeChoice, type Theme } from './theme';

@Component({
  selector: 'hl-person-menu',
  imports: [Icon, RouterLink, CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuItemRadio, CdkMenuTrigger],
  template: `
    @if (person(); as who) {
      <button type="button" class="row t4 me" [attr.aria-label]="initials() + ', ' + who.personId + ', menu'" [cdkMenuTriggerFor]="menu">
        <span class="avatar" aria-hidden="true">{{ initials() }}</span><hl-icon name="down" [small]="true" />
      </button>
    } @else {
      <a class="btn sm" routerLink="/sign-in">Sign in</a>
      <button type="button" class="btn sm icon ghost" aria-label="Theme" [cdkMenuTriggerFor]="menu"><hl-icon name="sun" /></button>
    }
    <ng-template #menu>
      <div class="menu" cdkMenu>
        @if (person(); as who) {
          <span class="mt">{{ who.name }} · {{ who.personId }}</span>
          <span class="mt roles">{{ roles() }}</span>
          <hr />
        }
        <span class="mt">Theme</span>
        @for (theme of themes; track theme.id) {
          <button
            type="button"
            class="mi"
            cdkMenuItemRadio
            [cdkMenuItemChecked]="choice() === theme.id"
            (cdkMenuItemTriggered)="choice.set(theme.id)"
          >
            <hl-icon [name]="theme.icon" /><span class="grow">{{ theme.word }}</span>
            @if (choice() === theme.id) {
              <hl-icon name="check" />
            }
          </button>
        }
        <button
          type="button"
          class="mi"
          cdkMenuItemCheckbox
          [cdkMenuItemChecked]="comfortable()"
          (cdkMenuItemTriggered)="comfortable.set(!comfortable())"
        >
          <hl-icon name="list" /><span class="grow">Comfortable rows</span>
          @if (comfortable()) {
            <hl-icon name="check" />
          }
        </button>
        <hr />
        <button type="button" class="mi" cdkMenuItem (cdkMenuItemTriggered)="help.emit()"><hl-icon name="keyboard" />Keyboard</button>
        @if (person()) {
          <a class="mi" cdkMenuItem routerLink="/sign-in"><hl-icon name="person" />Be somebody else</a>
          <button type="button" class="mi" cdkMenuItem (cdkMenuItemTriggered)="signOut()"><hl-icon name="arrow" />Sign out</button>
        }
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: 4px;
      align-items: center;
    }
    .me {
      height: 28px;
    }
    .roles {
      padding-top: 0;
      white-space: normal;
    }
  `,
})
export class PersonMenu {
  readonly help = output();
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  protected readonly person = this.#session.person;
  readonly #theme = inject(ThemeChoice);
  protected readonly choice = this.#theme.choice;
  protected readonly comfortable = this.#theme.comfortable;
  protected readonly themes: readonly { id: Theme; word: string; icon: IconName }[] = [
    { id: 'auto', word: 'As the system', icon: 'gauge' },
    { id: 'light', word: 'Light', icon: 'sun' },
    { id: 'dark', word: 'Dark', icon: 'moon' },
  ];
  protected readonly initials = computed(() => initialsOf(this.person()?.name ?? this.person()?.personId ?? ''));
  protected readonly roles = computed(() => (this.person()?.roles ?? []).map((role) => roleWords[role]).join(', '));
  protected async signOut(): Promise<void> {
    await this.#session.signOut();
    await this.#router.navigateByUrl('/sign-in');
  }
}

export const initialsOf = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '');
  const letters = words.length > 1 ? `${words[0]?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}` : name.slice(0, 2);
  return letters.toUpperCase();
};
