declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { Endpoint } from 'comlink';
  import type { MessagePort, Worker } from 'node:worker_threads';

  /** Makes a worker thread or message port of Node usable as a comlink endpoint. */
  export default function nodeEndpoint(port: MessagePort | Worker): Endpoint;
}
