import type { Routes } from '@angular/router';

/** Below `/packages`. */
export const PACKAGE_ROUTES: Routes = [{ path: '', loadComponent: () => import('./packages').then((m) => m.Packages) }];
