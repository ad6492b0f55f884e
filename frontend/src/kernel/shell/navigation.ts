import type { Routes } from '@angular/router';
import type { IconName } from '../parts/icons';

/** A screen of the rail. `key` follows `G`. */
export type Place = {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  readonly key: string;
  readonly trace?: boolean;
};

const places: readonly Place[] = [
  { path: '', label: 'My Analyses', icon: 'layers', key: 'm' },
  { path: 'all-analyses', label: 'All Analyses', icon: 'books', key: 'a' },
  { path: 'dashboard', label: 'Dashboard', icon: 'gauge', key: 'b' },
  { path: 'train-submission', label: 'Train Submission', icon: 'train', key: 's' },
  { path: 'train-runs', label: 'Train Runs', icon: 'list', key: 't' },
  { path: 'wagon-tests', label: 'Tests', icon: 'flask', key: 'w' },
  { path: 'datasets', label: 'Datasets', icon: 'database', key: 'd' },
  { path: 'runlists', label: 'DPG Runlists', icon: 'checklist', key: 'r' },
  { path: 'values', label: 'Find values', icon: 'sliders', key: 'v' },
  { path: 'notifications', label: 'Notifications', icon: 'bell', key: 'n', trace: true },
  { path: 'packages', label: 'Packages', icon: 'box', key: 'p', trace: true },
  { path: 'health', label: 'Health', icon: 'pulse', key: 'h', trace: true },
];

/** Only what can be reached: the rail follows the routes. */
export const placesOf = (routes: Routes): readonly Place[] => {
  const paths = new Set(flat(routes));
  return places.filter((place) => paths.has(place.path));
};

const flat = (routes: Routes, above = ''): string[] =>
  routes.flatMap((route) => {
    const path = [above, route.path ?? ''].filter((part) => part !== '').join('/');
    const leads = route.component !== undefined || route.loadComponent !== undefined || route.loadChildren !== undefined;
    return [...(leads ? [path] : []), ...flat(route.children ?? [], path)];
  });
