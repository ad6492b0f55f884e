export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'other';
export type LogLine = { readonly number: number; readonly level: LogLevel; readonly device: string; readonly text: string };

const shape = /^(?:\[\d+:([^\]]+)\]:\s*)?\[([A-Z]+)\]\s?(.*)$/;
const levels: Readonly<Record<string, LogLevel>> = {
  DEBUG: 'debug',
  INFO: 'info',
  DETAIL: 'info',
  STATE: 'info',
  IMPORTANT: 'info',
  WARN: 'warn',
  WARNING: 'warn',
  ALARM: 'error',
  ERROR: 'error',
  FATAL: 'fatal',
  CRITICAL: 'fatal',
};

/** `[11:reader]: [WARN] text`, as O2's driver writes it. What follows without a head (a stack trace) belongs to the line before. */
export const logLines = (texts: readonly string[], firstNumber = 1): readonly LogLine[] => {
  let [device, level]: [string, LogLevel] = ['', 'other'];
  return texts.map((text, i) => {
    const found = shape.exec(text);
    if (found === null) return { number: firstNumber + i, level, device, text };
    device = found[1] ?? 'driver';
    level = levels[found[2] ?? ''] ?? 'other';
    return { number: firstNumber + i, level, device, text: found[3] ?? '' };
  });
};

export const isWarning = ({ level }: LogLine): boolean => level === 'warn' || level === 'error' || level === 'fatal';

/** Lines that a person asked for. */
export const foundLines = (lines: readonly LogLine[], onlyWarnings: boolean, words: string): readonly LogLine[] => {
  const wanted = words.trim().toLowerCase();
  return lines.filter(
    (line) =>
      (!onlyWarnings || isWarning(line)) &&
      (wanted === '' || line.text.toLowerCase().includes(wanted) || line.device.toLowerCase().includes(wanted)),
  );
};
