import type { Model } from '@hyperloop/projections/engine';
export declare const model: Model;
