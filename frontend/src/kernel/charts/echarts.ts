/** The part of ECharts that the screens use; this file is its own lazy chunk. */
import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomInsideComponent,
  GridComponent,
  MarkLineComponent,
  ToolboxComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
  BarChart,
  LineChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  DataZoomInsideComponent,
  ToolboxComponent,
  AriaComponent,
  CanvasRenderer,
]);
export { init };
