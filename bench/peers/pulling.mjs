/** By default a consumer takes a hundred events and pauses for 50 ms; here it is as fast as it can be asked to be. */
export const eager = { batchSize: 1_000, pullingFrequencyInMs: 0 };
