import type { Routes } from '@angular/router';
import { NotLoaded } from './kernel/shell/not-loaded';

// Slices meet here: the matrix of an analysis is given what is done to its wagons.
const wagonActs = { wagonActs: () => import('./wagons/acts/wagon-acts').then((m) => m.WagonActs) };

/** Every screen, in the order of the rail. A slice hands over its `<SLICE>_ROUTES`; the rail shows what is listed here. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    loadChildren: () => import('./analyses/analysis.routes').then((m) => m.MY_ANALYSES_ROUTES),
    data: wagonActs,
  },
  { path: 'all-analyses', loadChildren: () => import('./analyses/analysis.routes').then((m) => m.ALL_ANALYSES_ROUTES) },
  { path: 'analysis', loadChildren: () => import('./analyses/analysis.routes').then((m) => m.ANALYSIS_ROUTES), data: wagonActs },
  { path: 'datasets', loadChildren: () => import('./datasets/dataset.routes').then((m) => m.DATASET_LIST_ROUTES) },
  { path: 'dataset', loadChildren: () => import('./datasets/dataset.routes').then((m) => m.DATASET_ROUTES) },
  { path: 'runlists', loadChildren: () => import('./runlists/runlist.routes').then((m) => m.RUNLIST_ROUTES) },
  { path: 'wagon', loadChildren: () => import('./wagons/wagon.routes').then((m) => m.WAGON_ROUTES) },
  { path: 'new-wagon', loadComponent: () => import('./wagons/new/new-wagon').then((m) => m.NewWagon) },
  { path: 'dashboard', loadComponent: () => import('./dashboard/dashboard').then((m) => m.Dashboard) },
  { path: 'grid-jobs', loadComponent: () => import('./dashboard/jobs/job-list').then((m) => m.JobList) },
  { path: 'wagon-tests', loadComponent: () => import('./test-runs/list/test-list').then((m) => m.TestList) },
  {
    path: 'wagon-test/:id',
    loadComponent: () => import('./test-runs/page/test-page').then((m) => m.TestPage),
    data: { outputPart: () => import('./grid/output/kept-output').then((m) => m.KeptOutput) },
  },
  { path: 'train-submission', loadComponent: () => import('./trains/submission/train-submission').then((m) => m.TrainSubmission) },
  { path: 'train-runs', loadComponent: () => import('./trains/runs/train-runs').then((m) => m.TrainRuns) },
  {
    path: 'train-run/:id',
    loadComponent: () => import('./trains/run/train-run').then((m) => m.TrainRun),
    // Slices meet here: the page of a train is given its parts about the Grid.
    data: { gridParts: () => import('./grid/grid.parts').then((m) => m.GRID_PARTS) },
  },
  {
    path: 'replay/:id',
    loadComponent: () => import('./trains/replay/train-replay').then((m) => m.TrainReplay),
    data: { gridParts: () => import('./grid/grid.parts').then((m) => m.GRID_PARTS) },
  },
  { path: 'values', loadComponent: () => import('./wagons/find/find-values').then((m) => m.FindValues) },
  { path: 'notifications', loadComponent: () => import('./notifications/notifications').then((m) => m.Notifications) },
  { path: 'packages', loadChildren: () => import('./packages/package.routes').then((m) => m.PACKAGE_ROUTES) },
  { path: 'health', loadComponent: () => import('./kernel/health/health').then((m) => m.Health) },
  { path: 'parts', loadComponent: () => import('./kernel/parts/page/parts-page').then((m) => m.PartsPage) },
  { path: 'sign-in', loadComponent: () => import('./kernel/session/sign-in').then((m) => m.SignIn) },
  { path: 'not-loaded', component: NotLoaded },
  { path: '**', loadComponent: () => import('./kernel/shell/not-found').then((m) => m.NotFound) },
];
