import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** The places of n8n from which Propexo is asked. */
export type PropexoContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** The type name of the credential both nodes use. */
export const CREDENTIAL = 'propexoApi';
