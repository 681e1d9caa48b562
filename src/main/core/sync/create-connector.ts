import type { EventMapping, SyncConfig } from '../../../engine/model/sync.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Connector } from './connector.ts';
import { createJsonConnector } from './connectors/json-source.ts';
import { checkAddress } from './http.ts';
import type { HttpSession } from './session.ts';

/** What connectors need besides their settings. */
export interface ConnectorDeps {
  readonly http: HttpSession;
  readonly secret: string | null;
  /** Keeps a secret that the source has renewed. */
  saveSecret(secret: string): Promise<void>;
  /** Whether the content of a payload file was read before. */
  isFileRead(hash: string): boolean;
}

export interface ReadySource {
  readonly connector: Connector;
  readonly mapping: EventMapping;
  readonly sincePath: string | undefined;
}

/** Addresses that a source asks, with their place in its settings. */
export function checkAddresses(config: SyncConfig): Result<void> {
  const addresses: [string, string | undefined][] = config.kind === 'folder' ? [] : config.kind === 'json' || config.kind === 'vault' ? [['config.url', config.url]] : [['config.instanceUrl', config.instanceUrl], ['config.loginUrl', config.loginUrl]];
  for (const [path, address] of addresses) {
    const checked = address === undefined ? succeed(undefined) : checkAddress(address, path);
    if (!checked.ok) return checked;
  }
  return succeed(undefined);
}

/** Makes the connector of a source. */
export function createConnector(config: SyncConfig, deps: ConnectorDeps): Result<ReadySource> {
  const checked = checkAddresses(config);
  if (!checked.ok) return checked;
  switch (config.kind) {
    case 'json':
      return succeed({ connector: createJsonConnector(config, deps.secret, deps.http), mapping: config.mapping, sincePath: config.since?.path });
    default:
      return fail('NOT_SUPPORTED', `Sources of kind ${config.kind} cannot be read.`);
  }
}
