import type { ExportSettings } from '../../model/export.ts';

/** Names as the target has them, by the names of the profile. */
export interface TargetNames {
  /** An object, such as `MC_Cycle_vod__c`. */
  object(name: string): string;
  /** A field of an object, by both names of the profile. */
  field(object: string, name: string): string;
  /** Header that finds the parent by its external id: `Cycle_vod__r.External_Id_vod__c`. */
  parent(object: string, lookup: string): string;
  /** Header of the contact of a row: its record id, or the relationship and its external id field. */
  contact(object: string, lookup: string): string;
}

/** The relationship of a lookup field: custom ones end in `__r`, standard ones lose their `Id`. */
const relationOf = (lookup: string): string => (lookup.endsWith('__c') ? `${lookup.slice(0, -1)}r` : lookup.replace(/Id$/u, ''));

export function createNames({ names, externalId, contactId, contactField }: Pick<ExportSettings, 'names' | 'externalId' | 'contactId' | 'contactField'>): TargetNames {
  const field = (object: string, name: string): string => names[`${object}.${name}`] ?? name;
  return {
    object: (name) => names[name] ?? name,
    field,
    parent: (object, lookup) => `${relationOf(field(object, lookup))}.${externalId}`,
    contact: (object, lookup) => (contactId === 'salesforce' ? field(object, lookup) : `${relationOf(field(object, lookup))}.${contactField}`),
  };
}

/** Parts of an id as they stand in names and headers of Salesforce. */
export const NAME_MAX = 80;
export const TEXT_MAX = 255;
