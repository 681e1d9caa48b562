import {
  AreaSeriesModule,
  BarSeriesModule,
  CategoryAxisModule,
  CrossLinesModule,
  HistogramSeriesModule,
  LegendModule,
  LineSeriesModule,
  ModuleRegistry,
  NumberAxisModule,
  ScatterSeriesModule,
} from 'ag-charts-community';

ModuleRegistry.registerModules([AreaSeriesModule, BarSeriesModule, HistogramSeriesModule, LineSeriesModule, ScatterSeriesModule, CategoryAxisModule, NumberAxisModule, CrossLinesModule, LegendModule]);
