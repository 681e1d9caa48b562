import { randomUUID } from 'node:crypto';
import { RPCHandler } from '@orpc/server/message-port';
import { onError, ORPCError } from '@orpc/server';
import { fail, succeed } from '../../engine/base/fault.ts';
import { systemClock } from './clock.ts';
import { createCore } from './core.ts';
import { MainMessage, type CoreMessage, type SecretAnswer, type SecretRequest, type ShellRequest } from './process-messages.ts';
import { createRouter } from './router.ts';
import type { SecretStore, Shell } from './shell.ts';

/** The side of a utility process's parent port that this program uses; Electron's types stay out of the core. */
interface ParentPort {
  postMessage(message: CoreMessage): void;
  on(event: 'message', listener: (event: { data: unknown; ports: WindowPort[] }) => void): void;
}
interface WindowPort {
  start(): void;
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const [, , userFolder = '', appVersion = '0.0.0'] = process.argv;
const parentPort = (process as unknown as { parentPort: ParentPort }).parentPort;
const asked = new Map<string, (paths: string[]) => void>();

type ShellQuestion = ShellRequest extends infer Request ? (Request extends ShellRequest ? Omit<Request, 'type' | 'id'> : never) : never;

const ask = (question: ShellQuestion): Promise<string[]> =>
  new Promise((resolve) => {
    const id = randomUUID();
    asked.set(id, resolve);
    parentPort.postMessage({ type: 'shell', id, ...question });
  });

const askedSecrets = new Map<string, (answer: SecretAnswer) => void>();

type SecretQuestion = SecretRequest extends infer Request ? (Request extends SecretRequest ? Omit<Request, 'type' | 'id'> : never) : never;

const askSecret = (question: SecretQuestion): Promise<SecretAnswer> =>
  new Promise((resolve) => {
    const id = randomUUID();
    askedSecrets.set(id, resolve);
    parentPort.postMessage({ type: 'secret', id, ...question });
  });

const secrets: SecretStore = {
  read: async (name) => succeed((await askSecret({ ask: 'read', name })).secret),
  async write(name, secret) {
    const { place } = await askSecret({ ask: 'write', name, secret });
    return place === 'none' ? fail('NOT_SUPPORTED', 'The secret could not be kept.') : succeed(place);
  },
  async remove(name) {
    await askSecret({ ask: 'remove', name });
    return succeed(undefined);
  },
  place: async (name) => (await askSecret({ ask: 'place', name })).place,
};

const shell: Shell = {
  chooseFiles: async (options) => succeed(await ask({ ask: 'chooseFiles', ...options, filters: options.filters.map((filter) => ({ name: filter.name, extensions: [...filter.extensions] })) })),
  chooseSavePath: async (options) =>
    succeed((await ask({ ask: 'chooseSavePath', ...options, filters: options.filters.map((filter) => ({ name: filter.name, extensions: [...filter.extensions] })) }))[0] ?? null),
  chooseFolder: async (options) => succeed((await ask({ ask: 'chooseFolder', ...options }))[0] ?? null),
  secrets,
};

const core = createCore({ clock: systemClock, createId: randomUUID, shell, userFolder, appVersion, isInteractive: true });
const handler = new RPCHandler(createRouter(core), {
  interceptors: [
    onError((error) => {
      if (!(error instanceof Error && 'defined' in error && error.defined === true)) console.error(error instanceof ORPCError ? `${error.code}: ${error.message}` : error);
    }),
  ],
});

parentPort.on('message', ({ data, ports }) => {
  const message = MainMessage.parse(data);
  switch (message.type) {
    case 'connect': {
      const port = ports[0];
      if (port === undefined) return;
      handler.upgrade(port);
      port.start();
      return;
    }
    case 'register': {
      const file = core.files.register(message.path);
      parentPort.postMessage({ type: 'registered', id: message.id, file: file.ok ? file.value : null, fault: file.ok ? null : file.fault });
      return;
    }
    case 'openWorkspace':
      void core.workspaces.openPath(message.path);
      return;
    case 'shellAnswer':
      asked.get(message.id)?.(message.paths);
      asked.delete(message.id);
      return;
    case 'secretAnswer':
      askedSecrets.get(message.id)?.(message);
      askedSecrets.delete(message.id);
      return;
    case 'close':
      void core.close().then(() => parentPort.postMessage({ type: 'closed' }));
  }
});

parentPort.postMessage({ type: 'ready' });
