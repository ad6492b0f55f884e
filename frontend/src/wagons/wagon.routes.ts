import type { Routes } from '@angular/router';
import { unsavedGuard } from './editor/unsaved-guard';

/** Below `/wagon`. */
export const WAGON_ROUTES: Routes = [
  { path: ':id/history', loadComponent: () => import('./history/wagon-history').then((m) => m.WagonHistory) },
  { path: ':id', loadComponent: () => import('./editor/wagon-editor').then((m) => m.WagonEditor), canDeactivate: [unsavedGuard] },
];
