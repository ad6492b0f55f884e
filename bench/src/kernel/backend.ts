export const builtBackend = (path: string): URL => new URL(`../../../backend/dist/${path}`, import.meta.url);

/**
 * A module of the built backend, given the shape that the benchmark uses of it. The backend is an application, not a
 * library: it publishes no types, and what is measured is exactly what is started.
 */
export const backendModule = async <Shape>(path: string): Promise<Shape> => (await import(builtBackend(path).href)) as Shape;
