import type { EChartsCoreOption } from 'echarts/core';
import { clockTime } from '../format';

/** What a chart shows: bars over words, or lines and stacked areas over time. */
export type ChartData = {
  readonly kind: 'bars' | 'lines' | 'areas';
  readonly stacked?: boolean;
  /** Words under the bars, or instants (ms since 1970). */
  readonly at: readonly (string | number)[];
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[]; readonly colour?: string }[];
  readonly limits?: readonly { readonly value: number; readonly label: string }[];
  /** Events on the time axis. */
  readonly marks?: readonly { readonly at: number; readonly label: string; readonly colour?: string }[];
};

export type Inks = { of(token: string): string; soft(token: string, share: number): string };
export type Words = { value(value: number | null): string; at(at: string | number): string };

/** Below this, hours and minutes alone would repeat themselves along the axis. */
const SHORT_SPAN_MS = 600_000;
const spanOf = (at: ChartData['at']): number => Number(at.at(-1) ?? 0) - Number(at[0] ?? 0);

const htmlSafe = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${String(c.charCodeAt(0))};`);

/** The look of every ECharts chart: no frame, no title, no animation, no smoothing; colours by tokens. */
export const chartOption = (data: ChartData, ink: Inks, words: Words, colours: readonly string[]): EChartsCoreOption => {
  const overTime = data.at.every((at) => typeof at === 'number');
  const axisWord = (at: number) => (spanOf(data.at) < SHORT_SPAN_MS ? clockTime(at) : words.at(at));
  const label = { color: ink.of('--hl-text-3'), fontSize: 11, fontFamily: 'Inter' };
  const points = (values: readonly (number | null)[]) => (overTime ? values.map((value, i) => [data.at[i], value]) : [...values]);
  return {
    animation: false,
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: overTime ? 'time' : 'category',
      ...(overTime ? {} : { data: data.at }),
      axisLine: { lineStyle: { color: ink.of('--hl-line-strong') } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true, ...(overTime ? { formatter: axisWord } : {}) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLine: { show: false },
      axisLabel: { ...label, formatter: (value: number) => words.value(value) },
      splitLine: { lineStyle: { color: ink.of('--hl-grid-line') } },
    },
    dataZoom: overTime ? [{ type: 'inside', zoomOnMouseWheel: false, moveOnMouseMove: false }] : [],
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: ink.of('--hl-text-2'), width: 1, type: 'solid' } },
      backgroundColor: ink.of('--hl-raised'),
      borderColor: ink.of('--hl-line-strong'),
      textStyle: { color: ink.of('--hl-text'), fontSize: 12, fontFamily: 'Inter' },
      formatter: (hovered: readonly { seriesName: string; dataIndex: number; color: string }[]) => {
        const index = hovered[0]?.dataIndex ?? 0;
        const lines = hovered
          .map((each) => ({ ...each, amount: data.series.find((s) => s.label === each.seriesName)?.values[index] ?? null }))
          .sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0));
        const total = lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
        const body = lines.map(
          (each) =>
            `<div style="display:flex;gap:12px"><span style="color:${each.color}">■</span><span style="flex:1;color:inherit">${htmlSafe(each.seriesName)}</span><b>${htmlSafe(words.value(each.amount))}</b></div>`,
        );
        const sum =
          data.stacked === true
            ? `<div style="display:flex;gap:12px"><span style="flex:1">Total</span><b>${htmlSafe(words.value(total))}</b></div>`
            : '';
        return `${htmlSafe(words.at(data.at[index] ?? ''))}${body.join('')}${sum}`;
      },
    },
    aria: { enabled: true },
    series: data.series.map((line, i) => {
      const colour = line.colour ?? colours[i % colours.length] ?? '--hl-s1';
      return {
        name: line.label,
        type: data.kind === 'bars' ? 'bar' : 'line',
        ...(data.stacked === true ? { stack: 'all' } : {}),
        // Counts stay what they are until the next change: no slope between two of them.
        ...(data.kind === 'areas' ? { areaStyle: { color: ink.soft(colour, 0.85) }, step: 'end' } : {}),
        ...(data.kind === 'bars' ? { barMaxWidth: 24 } : {}),
        data: points(line.values),
        color: ink.of(colour),
        showSymbol: line.values.length < 6,
        symbolSize: 5,
        lineStyle: { width: data.kind === 'areas' ? 0 : 1.5 },
        ...(i === 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                data: [
                  ...(data.limits ?? []).map((limit) => ({
                    yAxis: limit.value,
                    lineStyle: { color: ink.of('--hl-warn-solid'), type: 'dashed' },
                    label: { formatter: limit.label, color: ink.of('--hl-warn'), position: 'insideEndTop', fontSize: 11 },
                  })),
                  ...(data.marks ?? []).map((mark) => ({
                    xAxis: mark.at,
                    lineStyle: { color: ink.of(mark.colour ?? '--hl-text-2'), type: 'dashed' },
                    label: { formatter: mark.label, color: ink.of(mark.colour ?? '--hl-text-2'), fontSize: 11 },
                  })),
                ],
              },
            }
          : {}),
      };
    }),
  };
};
