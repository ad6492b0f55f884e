import type { Routes } from '@angular/router';

export const DATASET_LIST_ROUTES: Routes = [{ path: '', loadComponent: () => import('./list/dataset-list').then((m) => m.DatasetList) }];
export const DATASET_ROUTES: Routes = [{ path: ':id', loadComponent: () => import('./page/dataset-page').then((m) => m.DatasetPage) }];
