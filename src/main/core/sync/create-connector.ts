import type { EventMapping, SyncConfig } from '../../../engine/model/sync.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Connector } from './connector.ts';
import { createFolderConnector } from './connectors/folder.ts';
import { createJsonConnector } from './connectors/json-source.ts';
import { payloadMappings } from './connectors/payloads.ts';
import { createSalesforceConnector } from './connectors/salesforce.ts';
import { createVaultConnector } from './connectors/vault.ts';
import { splitSentEmail, veevaObjects } from './connectors/veeva-objects.ts';
import { checkAddress } from './http.ts';
import type { HttpSession } from './session.ts';

/** Where Salesforce gives new tokens unless the settings name another place. */
const LOGIN_URL = 'https://login.salesforce.com';

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
    case 'salesforce':
      return succeed({ connector: createSalesforceConnector({ ...config, loginUrl: config.loginUrl ?? LOGIN_URL, split: (record) => [record] }, deps), mapping: config.mapping, sincePath: config.sincePath });
    case 'veeva_crm': {
      const known = veevaObjects[config.object];
      const source = { ...config, loginUrl: config.loginUrl ?? LOGIN_URL, query: config.query ?? known.query, split: config.object === 'Sent_Email_vod__c' ? splitSentEmail : (record: unknown) => [record] };
      return succeed({ connector: createSalesforceConnector(source, deps), mapping: config.mapping ?? known.mapping, sincePath: config.sincePath ?? known.sincePath });
    }
    case 'vault':
      return succeed({ connector: createVaultConnector(config, deps.secret, deps.http), mapping: config.mapping, sincePath: config.sincePath });
    case 'folder': {
      const mapping = config.mapping ?? payloadMappings[config.format];
      if (mapping === undefined) return fail('BAD_INPUT', `Payloads of the format ${config.format} need a mapping.`, { path: 'config.mapping' });
      return succeed({ connector: createFolderConnector(config, deps.isFileRead), mapping, sincePath: undefined });
    }
  }
}
