import type { Routes } from '@angular/router';

export const MY_ANALYSES_ROUTES: Routes = [{ path: '', loadComponent: () => import('./mine/my-analyses').then((m) => m.MyAnalyses) }];
export const ALL_ANALYSES_ROUTES: Routes = [{ path: '', loadComponent: () => import('./all/all-analyses').then((m) => m.AllAnalyses) }];
export const ANALYSIS_ROUTES: Routes = [
  { path: ':id', loadComponent: () => import('./all/shared-analysis').then((m) => m.SharedAnalysis) },
];
