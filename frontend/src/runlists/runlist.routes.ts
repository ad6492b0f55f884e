import type { Routes } from '@angular/router';

export const RUNLIST_ROUTES: Routes = [{ path: '', loadComponent: () => import('./runlist-list').then((m) => m.RunlistList) }];
