export { ensureSampleData, type SampleData, type SampleDataFiles, type SampleRunFiles } from './ensure-sample-data.js';
export { sampleDatasets, sampleFilePath, type SampleDataset } from './sample-datasets.js';
export { generateSampleFile, type SampleFileOptions } from './sample-file.js';
