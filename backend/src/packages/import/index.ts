export { ImportFault } from './import-fault.js';
export type { ByteSource } from './json-stream.js';
export { parseCatalogue, type ImportedCatalogueItem, type ImportedWorkflow } from './catalogue-import.js';
export { parsePulls, parseTags, type ImportedPull, type ImportedTag } from './release-import.js';
export { canonicalJson } from './canonical-json.js';
