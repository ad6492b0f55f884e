import { readFileSync } from 'node:fs';
import { mergeFolders, type ResultsFolder } from '../../../kernel/root-json/index.js';
import { sampleWorkflows } from '../declarations/index.js';
import { executables } from '../workflows/index.js';
import { standIn } from '../workflows/stand-in.js';
import { Conditions, HistogramRegistry, log } from './device-context.js';
import { finish, readMessages, writeMessage } from './message-stream.js';
import { Misbehaviour } from './misbehaviour.js';
import type { DerivedTables, StreamMessage } from './protocol.js';
import { report } from './report.js';
import { TaskConfiguration, type ConfigurationValues } from './task-configuration.js';
import { configurationFile, type PlannedWorkflow, type TrainPlan } from '../../../kernel/sandbox/train-plan.js';
import type { FrameHandler, Workflow } from './workflow.js';

type FrameMessage = Extract<StreamMessage, { kind: 'frame' }>;

interface RunningTask {
  handle: FrameHandler;
  histograms: HistogramRegistry;
}

const configurationOf = (task: string, suffix: string): ConfigurationValues => {
  const all = JSON.parse(readFileSync(configurationFile, 'utf8')) as Record<string, ConfigurationValues | undefined>; // written by our own backend
  return { ...all[task], ...all[`${task}${suffix}`] };
};

/** The declared defaults of a task of the sample package, process switches included. */
const defaultsOf = (workflowName: string, task: string): ConfigurationValues => {
  const declared = sampleWorkflows.find(({ name }) => name === workflowName)?.tasks.find(({ name }) => name === task);
  const parameters = [...(declared?.configurables ?? []), ...(declared?.processSwitches ?? [])];
  return Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));
};

const start = (workflow: Workflow, config: TaskConfiguration, at: { folder: string; ccdb: Conditions }): RunningTask => {
  const histograms = new HistogramRegistry(at.folder);
  return { handle: workflow({ config, histograms, ccdb: at.ccdb }), histograms };
};

/** One workflow of the train, Base or a subwagon's variant, between the device before it and the one after. */
export class WorkflowDevice {
  private readonly ccdb: Conditions;
  private readonly tasks: RunningTask[];
  private readonly misbehaviour: Misbehaviour | undefined;
  private framesExpected = 0;
  private filesExpected = 1;
  private frames = 0;
  private tableBytes: Record<string, number> = {};

  constructor(
    private readonly planned: PlannedWorkflow,
    plan: TrainPlan,
  ) {
    this.ccdb = new Conditions(plan.conditionsDir);
    const workflow = planned.standIn === true ? undefined : executables[planned.workflowName];
    const names = workflow ? planned.tasks.slice(0, 1) : planned.tasks;
    const configs = names.map(
      (task) => new TaskConfiguration(task, configurationOf(task, planned.suffix), defaultsOf(planned.workflowName, task)),
    );
    const [first] = configs;
    this.misbehaviour = workflow && first ? new Misbehaviour(first, this.ccdb) : undefined;
    const active = configs.filter((config) => !workflow || this.isSwitchedOn(config));
    this.tasks = active.map((config) => start(workflow ?? standIn, config, { folder: `${config.task}${planned.suffix}`, ccdb: this.ccdb }));
  }

  private isSwitchedOn(config: TaskConfiguration): boolean {
    const switches = Object.keys(defaultsOf(this.planned.workflowName, config.task)).filter((name) => name.startsWith('process'));
    const on = switches.length === 0 || switches.some((name) => config.flag(name));
    if (!on) log.warn(`${config.task}: no process function is enabled, nothing will be filled`);
    return on;
  }

  /** Passes everything on, with the tables added; returns the exit status. */
  async run(): Promise<number> {
    for await (const message of readMessages(process.stdin)) await this.pass(message);
    await finish(process.stdout);
    log.info(
      `End of stream after ${String(this.frames)} timeframes, ${String(this.ccdb.calls)} CCDB calls, ${String(this.ccdb.bytes)} bytes from CCDB`,
    );
    return this.misbehaviour?.exitCode ?? 0;
  }

  private async pass(message: StreamMessage): Promise<void> {
    if (message.kind === 'start') this.filesExpected = message.files;
    if (message.kind === 'file') this.framesExpected = Math.max(this.framesExpected, message.header.timeFrames * this.filesExpected);
    if (message.kind === 'end') await writeMessage(process.stdout, { kind: 'end', results: this.withOwn(message.results) });
    else if (message.kind === 'frame') await this.passFrame(message);
    else await writeMessage(process.stdout, message);
  }

  private async passFrame(message: FrameMessage): Promise<void> {
    this.frames += 1;
    const { frame } = message;
    const tables: DerivedTables = { ...message.tables };
    for (const { handle } of this.tasks) {
      const added = handle({ frame, tables }) ?? {};
      Object.assign(tables, added);
      this.countTables(added);
    }
    const share = Math.min(1, this.frames / Math.max(1, this.framesExpected));
    this.misbehaviour?.frame({ run: frame.run, events: frame.collisions.z.length, share });
    this.reportFigures();
    await writeMessage(process.stdout, { kind: 'frame', frame, tables });
  }

  private countTables(tables: DerivedTables): void {
    for (const [label, columns] of Object.entries(tables))
      this.tableBytes[label] = (this.tableBytes[label] ?? 0) + JSON.stringify(columns).length;
  }

  private reportFigures(): void {
    report('ccdb-calls', this.ccdb.calls);
    report('ccdb-bytes', this.ccdb.bytes);
    for (const [label, bytes] of Object.entries(this.tableBytes)) report(`table-bytes-${label}`, bytes);
  }

  private withOwn(results: ResultsFolder): ResultsFolder {
    return this.tasks.reduce((all, { histograms }) => mergeFolders(all, histograms.results), results);
  }
}
