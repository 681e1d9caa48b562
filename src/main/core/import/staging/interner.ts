import type { Sqlite } from '../../db/connection.ts';

const MAX_CACHED = 200_000;

/** A copy of a text that does not keep the piece of the file alive it was cut from. */
export const detach = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

/** Gives each text a number, kept in a table; the newest 200,000 are also kept in memory. */
export interface Interner {
  numberOf(text: string): number;
}

export function createReferenceInterner(sqlite: Sqlite, kind: number): Interner {
  const insert = sqlite.prepare('INSERT INTO staged_refs (kind, text) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = sqlite.prepare('SELECT id FROM staged_refs WHERE kind = ? AND text = ?').pluck();
  const cache = new Map<string, number>();
  return {
    numberOf(text) {
      const known = cache.get(text);
      if (known !== undefined) return known;
      insert.run(kind, text);
      const id = find.get(kind, text) as number;
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(detach(text), id);
      return id;
    },
  };
}

/** Numbers of what a touch or outcome was: channel, kind, campaign. */
export interface WhatInterner {
  numberOf(channel: string, kind: string, campaign: string): number;
}

export function createWhatInterner(sqlite: Sqlite, table: string): WhatInterner {
  const insert = sqlite.prepare(`INSERT INTO ${table} (channel, kind, campaign) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`);
  const find = sqlite.prepare(`SELECT id FROM ${table} WHERE channel = ? AND kind = ? AND campaign = ?`).pluck();
  const cache = new Map<string, Map<string, Map<string, number>>>();
  let size = 0;
  return {
    numberOf(channel, kind, campaign) {
      const known = cache.get(channel)?.get(kind)?.get(campaign);
      if (known !== undefined) return known;
      insert.run(channel, kind, campaign);
      const id = find.get(channel, kind, campaign) as number;
      if (size >= MAX_CACHED) {
        cache.clear();
        size = 0;
      }
      const kinds = cache.get(channel) ?? new Map<string, Map<string, number>>();
      const campaigns = kinds.get(kind) ?? new Map<string, number>();
      cache.set(detach(channel), kinds);
      kinds.set(detach(kind), campaigns);
      campaigns.set(detach(campaign), id);
      size += 1;
      return id;
    },
  };
}
