import type { INodeProperties } from 'n8n-workflow';

import { ENDPOINTS, RESOURCES } from '../catalogue/index';
import { READ_RESOURCES, READS } from '../catalogue/reads';
import { bodyProperties } from './bodyProperties';
import { fieldProperties } from './fieldProperties';
import { noticeProperties } from './noticeProperties';
import { readProperties } from './readProperties';
import { selectors } from './selectors';
import { writeJobProperties } from './writeJobProperties';
import { optionProperties } from './writeOptions';

/** Every parameter of the Propexo Accounting node, in the order of the form. */
export const accountingProperties: INodeProperties[] = [
	...selectors(RESOURCES, READ_RESOURCES),
	...noticeProperties(RESOURCES, ENDPOINTS),
	...bodyProperties(ENDPOINTS),
	...fieldProperties(ENDPOINTS),
	...readProperties(READS),
	...writeJobProperties,
	...optionProperties(ENDPOINTS),
];
