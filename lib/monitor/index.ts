// rawzmq/monitor: events as bytes, both ways, and the monitor itself. Re-exports only.
export * from './codec.js'
export * from './events.js'
export { toEvent, type EventSource } from './observer.js'
export { MonitorPublisher, type PublisherOptions } from './publisher.js'
export {
  socketMonitor,
  socketMonitorPipesStats,
  type SocketMonitor,
  type SocketMonitorOptions,
} from '../socket/monitor/socket-monitor.js'
export type { MonitorSocketType } from '../socket/monitor/monitoring.js'
export type {
  Diagnosis,
  LinkDiagnosis,
  LinkQueues,
  LinkTraffic,
  MonitorDiagnosis,
} from '../socket/diagnostics.js'
