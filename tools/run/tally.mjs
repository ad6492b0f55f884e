import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { at } from './place.mjs';

/** Every runner leaves a JSON report; the sum of these is the last line of `npm test`. */
const jestReport = (project) => at(project, 'jest-report.json');
const browserReport = at('e2e', 'test-results', 'report.json');
const faultsReport = at('bench', 'results', 'faults.quick.json');
export const jestProjects = ['contracts', 'projections', 'backend', 'frontend', 'bench'];

/** An old report must not be counted for a runner that crashed before writing its own. */
export const forgetReports = () => {
  for (const file of [...jestProjects.map(jestReport), browserReport, faultsReport]) rmSync(file, { force: true });
};

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** First line that says something, without colours: enough to know which test to run again. */
const firstLines = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .filter((each) => each.trim() !== '')
    .slice(0, 12)
    .join('\n');

const failuresOfJest = ({ testResults }) =>
  testResults.flatMap(({ name: file, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    // A suite that broke before its first test has a message only.
    if (failed.length === 0 && message) return [{ title: relative(at(), file), said: firstLines(message) }];
    return failed.map(({ fullName, failureMessages }) => ({
      title: `${relative(at(), file)}: ${fullName}`,
      said: firstLines(failureMessages[0]),
    }));
  });

const failuresOfBrowser = ({ suites, errors }) => {
  const within = (suite) => [
    ...(suite.specs ?? []).map((spec) => ({ ...spec, file: suite.file })),
    ...(suite.suites ?? []).flatMap(within),
  ];
  const unwell = suites.flatMap(within).flatMap((spec) => {
    const results = spec.tests.flatMap(({ results }) => results).filter(({ status }) => status !== 'passed' && status !== 'skipped');
    return results.length > 0 ? [{ title: `e2e/${spec.file}: ${spec.title}`, said: firstLines(results[0].error?.message) }] : [];
  });
  return [...errors.map(({ message }) => ({ title: 'e2e', said: firstLines(message) })), ...unwell];
};

const ofJest = (project) => {
  const report = read(jestReport(project));
  if (report === undefined) return { name: project, passed: 0, failed: 1, note: 'the runner left no report', failures: [] };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: left, numRuntimeErrorTestSuites: broken } = report;
  return { name: project, passed, failed: failed + broken, note: left > 0 ? `${left} not run here` : '', failures: failuresOfJest(report) };
};

const ofBrowser = () => {
  const report = read(browserReport);
  if (report === undefined) return { name: 'browser', passed: 0, failed: 1, note: 'the runner left no report', failures: [] };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that needed a second try has failed once: that is a fault to look at, not a pass.
  return {
    name: 'browser',
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    note: skipped > 0 ? `${skipped} not run here` : '',
    failures: failuresOfBrowser(report),
  };
};

const ofFaults = () => {
  const report = read(faultsReport);
  if (report === undefined) return { name: 'faults', passed: 0, failed: 1, note: 'the runner left no report', failures: [] };
  const skipped = report.faults.filter((fault) => 'skipped' in fault);
  return {
    name: 'faults',
    passed: report.faults.filter(({ kept }) => kept === true).length,
    failed: report.faults.filter(({ kept }) => kept === false).length,
    failures: report.faults
      .filter(({ kept }) => kept === false)
      .map(({ id, promise, result }) => ({ title: `fault ${id}, seed ${report.seed}: ${promise}`, said: firstLines(result) })),
    note: skipped.length > 0 ? `${skipped.length} not run here: ${skipped.map(({ id, skipped: why }) => `${id}, ${why}`).join('; ')}` : '',
  };
};

export const tally = ({ browser }) => [...jestProjects.map(ofJest), ...(browser ? [ofBrowser()] : []), ofFaults()];
