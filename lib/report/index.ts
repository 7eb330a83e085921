// rawzmq/report: captures as a page to look at. Pure. Re-exports only.
export * from './collector.js'
export * from './join.js'
export * from './model.js'
export * from './page-html.js'
export * from './report.js'
export { STYLE } from './style.js'
