// Written by "npm run documents" from the .graphql files beside it.
import type { AdminDocument } from "./admin-document.ts";

type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };

type AppPurchaseStatus = "ACCEPTED" | "ACTIVE" | "DECLINED" | "EXPIRED" | "PENDING";

type AppSubscriptionStatus = "ACCEPTED" | "ACTIVE" | "CANCELLED" | "DECLINED" | "EXPIRED" | "FROZEN" | "PENDING";

type BulkOperationErrorCode = "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT";

type BulkOperationStatus = "CANCELED" | "CANCELING" | "COMPLETED" | "CREATED" | "EXPIRED" | "FAILED" | "RUNNING";

type BulkOperationUserErrorCode = "INVALID" | "LIMIT_REACHED" | "OPERATION_IN_PROGRESS";

type CustomerConsentCollectedFrom = "OTHER" | "SHOPIFY";

type CustomerEmailAddressMarketingState = "INVALID" | "NOT_SUBSCRIBED" | "PENDING" | "SUBSCRIBED" | "UNSUBSCRIBED";

type CustomerEmailMarketingConsentInput = {
  readonly consentUpdatedAt?: string | null | undefined;
  readonly marketingOptInLevel?: CustomerMarketingOptInLevel | null | undefined;
  readonly marketingState: CustomerEmailMarketingState;
  readonly sourceLocationId?: string | null | undefined;
};

type CustomerEmailMarketingState =
  "INVALID" | "NOT_SUBSCRIBED" | "PENDING" | "REDACTED" | "SUBSCRIBED" | "UNSUBSCRIBED";

type CustomerInput = {
  /**
   * @deprecated Use the dedicated address mutations (`customerAddressCreate`, `customerAddressUpdate`, `customerAddressDelete`) instead.
   *
   */
  readonly addresses?: ReadonlyArray<MailingAddressInput> | null | undefined;
  readonly email?: string | null | undefined;
  readonly emailMarketingConsent?: CustomerEmailMarketingConsentInput | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly metafields?: ReadonlyArray<MetafieldInput> | null | undefined;
  readonly multipassIdentifier?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly smsMarketingConsent?: CustomerSmsMarketingConsentInput | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly taxExempt?: boolean | null | undefined;
  readonly taxExemptions?: ReadonlyArray<TaxExemption> | null | undefined;
  readonly whatsAppMarketingConsent?: CustomerMarketingConsentInput | null | undefined;
};

type CustomerMarketingConsentInput = {
  readonly optInLevel?: CustomerMarketingOptInLevel | null | undefined;
  readonly sourceLocationId?: string | null | undefined;
  readonly state: CustomerMarketingConsentState;
  readonly updatedAt?: string | null | undefined;
};

type CustomerMarketingConsentState = "NEVER_SUBSCRIBED" | "PENDING" | "REDACTED" | "SUBSCRIBED" | "UNSUBSCRIBED";

type CustomerMarketingOptInLevel = "CONFIRMED_OPT_IN" | "SINGLE_OPT_IN" | "UNKNOWN";

type CustomerSegmentMembersQueryInput = {
  readonly query?: string | null | undefined;
  readonly reverse?: boolean | null | undefined;
  readonly segmentId?: string | null | undefined;
  readonly sortKey?: string | null | undefined;
};

type CustomerSmsMarketingConsentErrorCode = "INCLUSION" | "INTERNAL_ERROR" | "INVALID" | "MISSING_ARGUMENT";

type CustomerSmsMarketingConsentInput = {
  readonly consentUpdatedAt?: string | null | undefined;
  readonly marketingOptInLevel?: CustomerMarketingOptInLevel | null | undefined;
  readonly marketingState: CustomerSmsMarketingState;
  readonly sourceLocationId?: string | null | undefined;
};

type CustomerSmsMarketingConsentUpdateInput = {
  readonly customerId: string;
  readonly smsMarketingConsent: CustomerSmsMarketingConsentInput;
};

type CustomerSmsMarketingState = "NOT_SUBSCRIBED" | "PENDING" | "REDACTED" | "SUBSCRIBED" | "UNSUBSCRIBED";

type CustomerState = "DECLINED" | "DISABLED" | "ENABLED" | "INVITED";

type DiscountAmountInput = {
  readonly amount?: string | null | undefined;
  readonly appliesOnEachItem?: boolean | null | undefined;
};

type DiscountBuyerSelection = "ALL";

type DiscountCodeBasicInput = {
  readonly appliesOncePerCustomer?: boolean | null | undefined;
  readonly code?: string | null | undefined;
  readonly combinesWith?: DiscountCombinesWithInput | null | undefined;
  readonly context?: DiscountContextInput | null | undefined;
  readonly customerGets?: DiscountCustomerGetsInput | null | undefined;
  /** @deprecated Use `context` instead. */
  readonly customerSelection?: DiscountCustomerSelectionInput | null | undefined;
  readonly endsAt?: string | null | undefined;
  readonly minimumRequirement?: DiscountMinimumRequirementInput | null | undefined;
  readonly recurringCycleLimit?: number | null | undefined;
  readonly startsAt?: string | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly title?: string | null | undefined;
  readonly usageLimit?: number | null | undefined;
};

type DiscountCodeFreeShippingInput = {
  readonly appliesOnOneTimePurchase?: boolean | null | undefined;
  readonly appliesOnSubscription?: boolean | null | undefined;
  readonly appliesOncePerCustomer?: boolean | null | undefined;
  readonly code?: string | null | undefined;
  readonly combinesWith?: DiscountCombinesWithInput | null | undefined;
  readonly context?: DiscountContextInput | null | undefined;
  /** @deprecated Use `context` instead. */
  readonly customerSelection?: DiscountCustomerSelectionInput | null | undefined;
  readonly destination?: DiscountShippingDestinationSelectionInput | null | undefined;
  readonly endsAt?: string | null | undefined;
  readonly maximumShippingPrice?: string | null | undefined;
  readonly minimumRequirement?: DiscountMinimumRequirementInput | null | undefined;
  readonly recurringCycleLimit?: number | null | undefined;
  readonly startsAt?: string | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly title?: string | null | undefined;
  readonly usageLimit?: number | null | undefined;
};

type DiscountCollectionsInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

type DiscountCombinesWithInput = {
  readonly orderDiscounts?: boolean | null | undefined;
  readonly productDiscounts?: boolean | null | undefined;
  readonly productDiscountsWithTagsOnSameCartLine?: ProductDiscountsWithTagsOnSameCartLineInput | null | undefined;
  readonly shippingDiscounts?: boolean | null | undefined;
};

type DiscountContextInput =
  | {
      readonly all: DiscountBuyerSelection;
      readonly customerSegments?: never;
      readonly customers?: never;
      readonly markets?: never;
    }
  | {
      readonly all?: never;
      readonly customerSegments: DiscountCustomerSegmentsInput;
      readonly customers?: never;
      readonly markets?: never;
    }
  | {
      readonly all?: never;
      readonly customerSegments?: never;
      readonly customers: DiscountCustomersInput;
      readonly markets?: never;
    }
  | {
      readonly all?: never;
      readonly customerSegments?: never;
      readonly customers?: never;
      readonly markets: DiscountMarketsInput;
    };

type DiscountCountriesInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly includeRestOfWorld?: boolean | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

type DiscountCustomerGetsInput = {
  readonly appliesOnOneTimePurchase?: boolean | null | undefined;
  readonly appliesOnSubscription?: boolean | null | undefined;
  readonly items?: DiscountItemsInput | null | undefined;
  readonly value?: DiscountCustomerGetsValueInput | null | undefined;
};

type DiscountCustomerGetsValueInput = {
  readonly discountAmount?: DiscountAmountInput | null | undefined;
  readonly discountOnQuantity?: DiscountOnQuantityInput | null | undefined;
  readonly percentage?: number | null | undefined;
};

type DiscountCustomerSegmentsInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

type DiscountCustomerSelectionInput = {
  readonly all?: boolean | null | undefined;
  readonly customerSegments?: DiscountCustomerSegmentsInput | null | undefined;
  readonly customers?: DiscountCustomersInput | null | undefined;
};

type DiscountCustomersInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

type DiscountEffectInput = {
  readonly amount?: string | null | undefined;
  readonly percentage?: number | null | undefined;
};

type DiscountErrorCode =
  | "ACTIVE_PERIOD_OVERLAP"
  | "APPLIES_ON_NOTHING"
  | "BLANK"
  | "CONFLICT"
  | "DISCOUNT_NOT_COMPATIBLE_WITH_CONDITION_TYPES"
  | "DUPLICATE"
  | "END_DATE_BEFORE_START_DATE"
  | "EQUAL_TO"
  | "EXCEEDED_MAX"
  | "GREATER_THAN"
  | "GREATER_THAN_OR_EQUAL_TO"
  | "IMPLICIT_DUPLICATE"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS"
  | "INVALID_DISCOUNT_CLASS_FOR_PRICE_RULE"
  | "INVALID_PRODUCT_DISCOUNTS_FALSE_WITH_EXISTING_TAGS_ON_SAME_CART_LINE"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_WITHOUT_PRODUCT_DISCOUNTS"
  | "INVALID_TAG_LENGTH"
  | "LESS_THAN"
  | "LESS_THAN_OR_EQUAL_TO"
  | "MAX_APP_DISCOUNTS"
  | "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT"
  | "MISSING_ARGUMENT"
  | "MISSING_FUNCTION_IDENTIFIER"
  | "MULTIPLE_FUNCTION_IDENTIFIERS"
  | "MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS"
  | "PRESENT"
  | "PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED"
  | "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_MANY_ARGUMENTS"
  | "TOO_MANY_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE"
  | "TOO_MANY_TAGS"
  | "TOO_SHORT"
  | "VALUE_OUTSIDE_RANGE";

type DiscountItemsInput = {
  readonly all?: boolean | null | undefined;
  readonly collections?: DiscountCollectionsInput | null | undefined;
  readonly products?: DiscountProductsInput | null | undefined;
};

type DiscountMarketsInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

type DiscountMinimumQuantityInput = {
  readonly greaterThanOrEqualToQuantity?: string | null | undefined;
};

type DiscountMinimumRequirementInput = {
  readonly quantity?: DiscountMinimumQuantityInput | null | undefined;
  readonly subtotal?: DiscountMinimumSubtotalInput | null | undefined;
};

type DiscountMinimumSubtotalInput = {
  readonly greaterThanOrEqualToSubtotal?: string | null | undefined;
};

type DiscountOnQuantityInput = {
  readonly effect?: DiscountEffectInput | null | undefined;
  readonly quantity?: string | null | undefined;
};

type DiscountProductsInput = {
  readonly productVariantsToAdd?: ReadonlyArray<string> | null | undefined;
  readonly productVariantsToRemove?: ReadonlyArray<string> | null | undefined;
  readonly productsToAdd?: ReadonlyArray<string> | null | undefined;
  readonly productsToRemove?: ReadonlyArray<string> | null | undefined;
};

type DiscountRedeemCodeInput = {
  readonly code: string;
};

type DiscountShippingDestinationSelectionInput = {
  readonly all?: boolean | null | undefined;
  readonly countries?: DiscountCountriesInput | null | undefined;
};

type DiscountStatus = "ACTIVE" | "EXPIRED" | "SCHEDULED";

type ErrorsWebPixelUserErrorCode =
  | "BLANK"
  | "INVALID_CONFIGURATION_JSON"
  | "INVALID_RUNTIME_CONTEXT"
  | "INVALID_SETTINGS"
  | "INVALID_SETTINGS_DEFINITION"
  | "NOT_FOUND"
  | "NO_EXTENSION"
  | "TAKEN"
  | "UNABLE_TO_DELETE"
  | "UNEXPECTED_ERROR";

type FulfillmentDisplayStatus =
  | "ATTEMPTED_DELIVERY"
  | "CANCELED"
  | "CARRIER_PICKED_UP"
  | "CONFIRMED"
  | "DELAYED"
  | "DELIVERED"
  | "FAILURE"
  | "FULFILLED"
  | "IN_TRANSIT"
  | "LABEL_PRINTED"
  | "LABEL_PURCHASED"
  | "LABEL_VOIDED"
  | "MARKED_AS_FULFILLED"
  | "NOT_DELIVERED"
  | "OUT_FOR_DELIVERY"
  | "PICKED_UP"
  | "READY_FOR_PICKUP"
  | "SUBMITTED";

type FulfillmentStatus = "CANCELLED" | "ERROR" | "FAILURE" | "OPEN" | "PENDING" | "SUCCESS";

type MailingAddressInput = {
  readonly address1?: string | null | undefined;
  readonly address2?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly company?: string | null | undefined;
  /** @deprecated Use `countryCode` instead. */
  readonly country?: string | null | undefined;
  readonly countryCode?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  /** @deprecated Not needed for 90% of mutations, and provided separately where it is needed. */
  readonly id?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  /** @deprecated Use `provinceCode` instead. */
  readonly province?: string | null | undefined;
  readonly provinceCode?: string | null | undefined;
  readonly zip?: string | null | undefined;
};

type MetafieldInput = {
  readonly id?: string | null | undefined;
  readonly key?: string | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly value?: string | null | undefined;
};

type MetafieldsSetInput = {
  readonly compareDigest?: string | null | undefined;
  readonly key: string;
  readonly namespace?: string | null | undefined;
  readonly ownerId: string;
  readonly type?: string | null | undefined;
  readonly value: string;
};

type MetafieldsSetUserErrorCode =
  | "APP_NOT_AUTHORIZED"
  | "BLANK"
  | "CAPABILITY_VIOLATION"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMPARE_DIGEST"
  | "INVALID_TYPE"
  | "INVALID_VALUE"
  | "LESS_THAN_OR_EQUAL_TO"
  | "PRESENT"
  | "STALE_OBJECT"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_SHORT";

type MoneyInput = {
  readonly amount: string;
  readonly currencyCode: string;
};

type OrderCancelReason = "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF";

type OrderDisplayFinancialStatus =
  "AUTHORIZED" | "EXPIRED" | "PAID" | "PARTIALLY_PAID" | "PARTIALLY_REFUNDED" | "PENDING" | "REFUNDED" | "VOIDED";

type OrderDisplayFulfillmentStatus =
  | "FULFILLED"
  | "FULFILLMENT_NOT_REQUIRED"
  | "IN_PROGRESS"
  | "ON_HOLD"
  | "OPEN"
  | "PARTIALLY_FULFILLED"
  | "PENDING_FULFILLMENT"
  | "REQUEST_DECLINED"
  | "RESTOCKED"
  | "SCHEDULED"
  | "UNFULFILLED";

type OrderTransactionKind =
  "AUTHORIZATION" | "CAPTURE" | "CHANGE" | "EMV_AUTHORIZATION" | "REFUND" | "SALE" | "SUGGESTED_REFUND" | "VOID";

type OrderTransactionStatus = "AWAITING_RESPONSE" | "ERROR" | "FAILURE" | "PENDING" | "SUCCESS" | "UNKNOWN";

type ProductDiscountsWithTagsOnSameCartLineInput = {
  readonly add?: ReadonlyArray<string> | null | undefined;
  readonly remove?: ReadonlyArray<string> | null | undefined;
};

type ProductStatus = "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";

type TaxExemption =
  | "CA_BC_COMMERCIAL_FISHERY_EXEMPTION"
  | "CA_BC_CONTRACTOR_EXEMPTION"
  | "CA_BC_PRODUCTION_AND_MACHINERY_EXEMPTION"
  | "CA_BC_RESELLER_EXEMPTION"
  | "CA_BC_SUB_CONTRACTOR_EXEMPTION"
  | "CA_DIPLOMAT_EXEMPTION"
  | "CA_MB_COMMERCIAL_FISHERY_EXEMPTION"
  | "CA_MB_FARMER_EXEMPTION"
  | "CA_MB_RESELLER_EXEMPTION"
  | "CA_NL_VPT_RESELLER_EXEMPTION"
  | "CA_NS_COMMERCIAL_FISHERY_EXEMPTION"
  | "CA_NS_FARMER_EXEMPTION"
  | "CA_ON_PURCHASE_EXEMPTION"
  | "CA_PE_COMMERCIAL_FISHERY_EXEMPTION"
  | "CA_SK_COMMERCIAL_FISHERY_EXEMPTION"
  | "CA_SK_CONTRACTOR_EXEMPTION"
  | "CA_SK_FARMER_EXEMPTION"
  | "CA_SK_PRODUCTION_AND_MACHINERY_EXEMPTION"
  | "CA_SK_RESELLER_EXEMPTION"
  | "CA_SK_SUB_CONTRACTOR_EXEMPTION"
  | "CA_SK_VPT_RESELLER_EXEMPTION"
  | "CA_STATUS_CARD_EXEMPTION"
  | "EU_REVERSE_CHARGE_EXEMPTION_RULE"
  | "US_AK_RESELLER_EXEMPTION"
  | "US_AL_RESELLER_EXEMPTION"
  | "US_AR_RESELLER_EXEMPTION"
  | "US_AZ_RESELLER_EXEMPTION"
  | "US_CA_RESELLER_EXEMPTION"
  | "US_CO_RESELLER_EXEMPTION"
  | "US_CT_RESELLER_EXEMPTION"
  | "US_DC_RESELLER_EXEMPTION"
  | "US_DE_RESELLER_EXEMPTION"
  | "US_FL_RESELLER_EXEMPTION"
  | "US_GA_RESELLER_EXEMPTION"
  | "US_HI_RESELLER_EXEMPTION"
  | "US_IA_RESELLER_EXEMPTION"
  | "US_ID_RESELLER_EXEMPTION"
  | "US_IL_RESELLER_EXEMPTION"
  | "US_IN_RESELLER_EXEMPTION"
  | "US_KS_RESELLER_EXEMPTION"
  | "US_KY_RESELLER_EXEMPTION"
  | "US_LA_RESELLER_EXEMPTION"
  | "US_MA_RESELLER_EXEMPTION"
  | "US_MD_RESELLER_EXEMPTION"
  | "US_ME_RESELLER_EXEMPTION"
  | "US_MI_RESELLER_EXEMPTION"
  | "US_MN_RESELLER_EXEMPTION"
  | "US_MO_RESELLER_EXEMPTION"
  | "US_MS_RESELLER_EXEMPTION"
  | "US_MT_RESELLER_EXEMPTION"
  | "US_NC_RESELLER_EXEMPTION"
  | "US_ND_RESELLER_EXEMPTION"
  | "US_NE_RESELLER_EXEMPTION"
  | "US_NH_RESELLER_EXEMPTION"
  | "US_NJ_RESELLER_EXEMPTION"
  | "US_NM_RESELLER_EXEMPTION"
  | "US_NV_RESELLER_EXEMPTION"
  | "US_NY_RESELLER_EXEMPTION"
  | "US_OH_RESELLER_EXEMPTION"
  | "US_OK_RESELLER_EXEMPTION"
  | "US_OR_RESELLER_EXEMPTION"
  | "US_PA_RESELLER_EXEMPTION"
  | "US_RI_RESELLER_EXEMPTION"
  | "US_SC_RESELLER_EXEMPTION"
  | "US_SD_RESELLER_EXEMPTION"
  | "US_TN_RESELLER_EXEMPTION"
  | "US_TX_RESELLER_EXEMPTION"
  | "US_UT_RESELLER_EXEMPTION"
  | "US_VA_RESELLER_EXEMPTION"
  | "US_VT_RESELLER_EXEMPTION"
  | "US_WA_RESELLER_EXEMPTION"
  | "US_WI_RESELLER_EXEMPTION"
  | "US_WV_RESELLER_EXEMPTION"
  | "US_WY_RESELLER_EXEMPTION";

type ShopbellAddDiscountCodesMutationVariables = Exact<{
  discountId: string;
  codes: ReadonlyArray<DiscountRedeemCodeInput> | DiscountRedeemCodeInput;
}>;

type ShopbellAddDiscountCodesMutation = {
  readonly result: {
    readonly bulkCreation: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: DiscountErrorCode | null;
    }>;
  } | null;
};

type ShopbellAddTagsMutationVariables = Exact<{
  id: string;
  tags: ReadonlyArray<string> | string;
}>;

type ShopbellAddTagsMutation = {
  readonly result: {
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellInstallationQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellInstallationQuery = { readonly currentAppInstallation: { readonly id: string } };

type ShopbellImportCheckoutsQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellImportCheckoutsQuery = {
  readonly abandonedCheckouts: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly name: string;
        readonly abandonedCheckoutUrl: string;
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly completedAt: string | null;
        readonly subtotalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly totalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly shippingAddress: {
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly phone: string | null;
          readonly countryCodeV2: string | null;
          readonly provinceCode: string | null;
        } | null;
        readonly billingAddress: {
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly phone: string | null;
          readonly countryCodeV2: string | null;
          readonly provinceCode: string | null;
        } | null;
        readonly customer: {
          readonly id: string;
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly state: CustomerState;
          readonly createdAt: string;
          readonly updatedAt: string;
          readonly defaultEmailAddress: { readonly emailAddress: string } | null;
          readonly defaultPhoneNumber: { readonly phoneNumber: string } | null;
          readonly defaultAddress: {
            readonly firstName: string | null;
            readonly lastName: string | null;
            readonly phone: string | null;
            readonly countryCodeV2: string | null;
            readonly provinceCode: string | null;
          } | null;
        } | null;
        readonly lineItems: {
          readonly edges: ReadonlyArray<{
            readonly node: {
              readonly title: string | null;
              readonly sku: string | null;
              readonly quantity: number;
              readonly product: { readonly id: string } | null;
              readonly variant: { readonly id: string } | null;
              readonly originalUnitPriceSet: {
                readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
                readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
              };
            };
          }>;
        };
      };
    }>;
  };
};

type ShopbellImportCustomersQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellImportCustomersQuery = {
  readonly customers: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly updatedAt: string;
        readonly firstName: string | null;
        readonly lastName: string | null;
        readonly locale: string;
        readonly tags: ReadonlyArray<string>;
        readonly state: CustomerState;
        readonly createdAt: string;
        readonly numberOfOrders: string;
        readonly amountSpent: { readonly amount: string; readonly currencyCode: string };
        readonly lastOrder: { readonly createdAt: string } | null;
        readonly birthDate: { readonly value: string } | null;
        readonly defaultAddress: { readonly countryCodeV2: string | null; readonly provinceCode: string | null } | null;
        readonly defaultEmailAddress: {
          readonly emailAddress: string;
          readonly marketingState: CustomerEmailAddressMarketingState;
          readonly marketingOptInLevel: CustomerMarketingOptInLevel | null;
          readonly marketingUpdatedAt: string | null;
        } | null;
        readonly defaultPhoneNumber: {
          readonly phoneNumber: string;
          readonly smsMarketingConsent: {
            readonly state: CustomerMarketingConsentState;
            readonly optInLevel: CustomerMarketingOptInLevel | null;
            readonly updatedAt: string | null;
            readonly collectedFrom: CustomerConsentCollectedFrom | null;
          };
        } | null;
      };
    }>;
  };
};

type ShopbellBulkOperationQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellBulkOperationQuery = {
  readonly bulkOperation: {
    readonly id: string;
    readonly status: BulkOperationStatus;
    readonly errorCode: BulkOperationErrorCode | null;
    readonly createdAt: string;
    readonly completedAt: string | null;
    readonly rootObjectCount: string;
    readonly url: string | null;
    readonly partialDataUrl: string | null;
  } | null;
};

type ShopbellImportOrdersQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellImportOrdersQuery = {
  readonly orders: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly name: string;
        readonly email: string | null;
        readonly phone: string | null;
        readonly customerLocale: string | null;
        readonly note: string | null;
        readonly test: boolean;
        readonly tags: ReadonlyArray<string>;
        readonly discountCodes: ReadonlyArray<string>;
        readonly sourceName: string | null;
        readonly statusPageUrl: string;
        readonly checkoutToken: string | null;
        readonly createdAt: string;
        readonly processedAt: string;
        readonly updatedAt: string;
        readonly cancelledAt: string | null;
        readonly closedAt: string | null;
        readonly cancelReason: OrderCancelReason | null;
        readonly currencyCode: string;
        readonly presentmentCurrencyCode: string;
        readonly displayFinancialStatus: OrderDisplayFinancialStatus | null;
        readonly displayFulfillmentStatus: OrderDisplayFulfillmentStatus;
        readonly totalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly currentTotalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly subtotalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        } | null;
        readonly currentSubtotalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly customAttributes: ReadonlyArray<{ readonly key: string; readonly value: string | null }>;
        readonly shippingLine: { readonly deliveryCategory: string | null } | null;
        readonly shippingAddress: {
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly phone: string | null;
          readonly countryCodeV2: string | null;
          readonly provinceCode: string | null;
        } | null;
        readonly billingAddress: {
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly phone: string | null;
          readonly countryCodeV2: string | null;
          readonly provinceCode: string | null;
        } | null;
        readonly customer: {
          readonly id: string;
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly state: CustomerState;
          readonly createdAt: string;
          readonly updatedAt: string;
          readonly defaultEmailAddress: { readonly emailAddress: string } | null;
          readonly defaultPhoneNumber: { readonly phoneNumber: string } | null;
          readonly defaultAddress: {
            readonly firstName: string | null;
            readonly lastName: string | null;
            readonly phone: string | null;
            readonly countryCodeV2: string | null;
            readonly provinceCode: string | null;
          } | null;
        } | null;
        readonly fulfillments: ReadonlyArray<{
          readonly id: string;
          readonly name: string;
          readonly status: FulfillmentStatus;
          readonly displayStatus: FulfillmentDisplayStatus | null;
          readonly createdAt: string;
          readonly updatedAt: string;
          readonly trackingInfo: ReadonlyArray<{
            readonly company: string | null;
            readonly number: string | null;
            readonly url: string | null;
          }>;
        }>;
        readonly refunds: ReadonlyArray<{
          readonly id: string;
          readonly note: string | null;
          readonly createdAt: string | null;
          readonly totalRefundedSet: {
            readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
            readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
          };
        }>;
        readonly transactions: ReadonlyArray<{
          readonly kind: OrderTransactionKind;
          readonly status: OrderTransactionStatus;
          readonly processedAt: string | null;
        }>;
        readonly lineItems: {
          readonly edges: ReadonlyArray<{
            readonly node: {
              readonly title: string;
              readonly sku: string | null;
              readonly vendor: string | null;
              readonly quantity: number;
              readonly currentQuantity: number;
              readonly requiresShipping: boolean;
              readonly product: { readonly id: string } | null;
              readonly variant: { readonly id: string } | null;
              readonly originalUnitPriceSet: {
                readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
                readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
              };
            };
          }>;
        };
      };
    }>;
  };
};

type ShopbellBusinessQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellBusinessQuery = {
  readonly shop: {
    readonly name: string;
    readonly url: string;
    readonly contactEmail: string;
    readonly shopAddress: {
      readonly address1: string | null;
      readonly city: string | null;
      readonly provinceCode: string | null;
      readonly zip: string | null;
      readonly countryCodeV2: string | null;
    };
  };
};

type ShopbellCancelMutationVariables = Exact<{
  id: string;
}>;

type ShopbellCancelMutation = {
  readonly result: {
    readonly appSubscription: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellCatalogCollectionsQueryVariables = Exact<{
  query: string;
}>;

export type ShopbellCatalogCollectionsQuery = {
  readonly found: {
    readonly nodes: ReadonlyArray<{ readonly id: string; readonly title: string; readonly handle: string }>;
  };
};

type ShopbellCatalogProductsQueryVariables = Exact<{
  query: string;
}>;

export type ShopbellCatalogProductsQuery = {
  readonly found: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly title: string;
      readonly handle: string;
      readonly onlineStoreUrl: string | null;
    }>;
  };
};

type ShopbellCapMutationVariables = Exact<{
  id: string;
  cappedAmount: MoneyInput;
}>;

type ShopbellCapMutation = {
  readonly result: {
    readonly confirmationUrl: string | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellChangedCheckoutsQueryVariables = Exact<{
  query: string;
  after?: string | null | undefined;
}>;

export type ShopbellChangedCheckoutsQuery = {
  readonly abandonedCheckouts: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly abandonedCheckoutUrl: string;
      readonly createdAt: string;
      readonly updatedAt: string;
      readonly completedAt: string | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

type ShopbellChangedCustomersQueryVariables = Exact<{
  query: string;
  after?: string | null | undefined;
}>;

export type ShopbellChangedCustomersQuery = {
  readonly customers: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly firstName: string | null;
      readonly lastName: string | null;
      readonly state: CustomerState;
      readonly createdAt: string;
      readonly updatedAt: string;
      readonly defaultEmailAddress: {
        readonly emailAddress: string;
        readonly marketingState: CustomerEmailAddressMarketingState;
        readonly marketingOptInLevel: CustomerMarketingOptInLevel | null;
        readonly marketingUpdatedAt: string | null;
      } | null;
      readonly defaultPhoneNumber: {
        readonly phoneNumber: string;
        readonly smsMarketingConsent: {
          readonly state: CustomerMarketingConsentState;
          readonly optInLevel: CustomerMarketingOptInLevel | null;
          readonly updatedAt: string | null;
          readonly collectedFrom: CustomerConsentCollectedFrom | null;
        };
      } | null;
      readonly defaultAddress: {
        readonly firstName: string | null;
        readonly lastName: string | null;
        readonly phone: string | null;
        readonly countryCodeV2: string | null;
        readonly provinceCode: string | null;
      } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

type ShopbellChangedOrdersQueryVariables = Exact<{
  query: string;
  after?: string | null | undefined;
}>;

export type ShopbellChangedOrdersQuery = {
  readonly orders: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly createdAt: string;
      readonly updatedAt: string;
      readonly cancelledAt: string | null;
      readonly displayFinancialStatus: OrderDisplayFinancialStatus | null;
      readonly displayFulfillmentStatus: OrderDisplayFulfillmentStatus;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

type ShopbellCheckoutQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellCheckoutQuery = {
  readonly node:
    | {
        readonly id: string;
        readonly name: string;
        readonly abandonedCheckoutUrl: string;
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly completedAt: string | null;
        readonly subtotalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly totalPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
        readonly shippingAddress: {
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly phone: string | null;
          readonly countryCodeV2: string | null;
          readonly provinceCode: string | null;
        } | null;
        readonly billingAddress: {
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly phone: string | null;
          readonly countryCodeV2: string | null;
          readonly provinceCode: string | null;
        } | null;
        readonly customer: {
          readonly id: string;
          readonly firstName: string | null;
          readonly lastName: string | null;
          readonly state: CustomerState;
          readonly createdAt: string;
          readonly updatedAt: string;
          readonly defaultEmailAddress: { readonly emailAddress: string } | null;
          readonly defaultPhoneNumber: { readonly phoneNumber: string } | null;
          readonly defaultAddress: {
            readonly firstName: string | null;
            readonly lastName: string | null;
            readonly phone: string | null;
            readonly countryCodeV2: string | null;
            readonly provinceCode: string | null;
          } | null;
        } | null;
        readonly lineItems: {
          readonly nodes: ReadonlyArray<{
            readonly title: string | null;
            readonly sku: string | null;
            readonly quantity: number;
            readonly product: { readonly id: string } | null;
            readonly variant: { readonly id: string } | null;
            readonly originalUnitPriceSet: {
              readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
              readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
            };
          }>;
        };
      }
    | Record<PropertyKey, never>
    | null;
};

type ShopbellCreateCustomerMutationVariables = Exact<{
  input: CustomerInput;
}>;

type ShopbellCreateCustomerMutation = {
  readonly result: {
    readonly customer: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellSegmentMembersQueryMutationVariables = Exact<{
  input: CustomerSegmentMembersQueryInput;
}>;

type ShopbellSegmentMembersQueryMutation = {
  readonly result: {
    readonly customerSegmentMembersQuery: { readonly id: string; readonly done: boolean } | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellCreatePixelMutationVariables = Exact<{
  settings: unknown;
}>;

type ShopbellCreatePixelMutation = {
  readonly result: {
    readonly webPixel: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: ErrorsWebPixelUserErrorCode | null;
    }>;
  } | null;
};

type ShopbellSubscriptionMutationVariables = Exact<{
  name: string;
  terms: string;
  cappedAmount: MoneyInput;
  returnUrl: string;
  test: boolean;
}>;

type ShopbellSubscriptionMutation = {
  readonly result: {
    readonly confirmationUrl: string | null;
    readonly appSubscription: {
      readonly id: string;
      readonly lineItems: ReadonlyArray<{ readonly id: string }>;
    } | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellCustomerByPhoneQueryVariables = Exact<{
  phone: string;
}>;

export type ShopbellCustomerByPhoneQuery = {
  readonly customerByIdentifier: {
    readonly id: string;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly locale: string;
    readonly tags: ReadonlyArray<string>;
    readonly state: CustomerState;
    readonly createdAt: string;
    readonly numberOfOrders: string;
    readonly amountSpent: { readonly amount: string; readonly currencyCode: string };
    readonly lastOrder: { readonly createdAt: string } | null;
    readonly birthDate: { readonly value: string } | null;
    readonly defaultAddress: { readonly countryCodeV2: string | null; readonly provinceCode: string | null } | null;
    readonly defaultEmailAddress: {
      readonly emailAddress: string;
      readonly marketingState: CustomerEmailAddressMarketingState;
      readonly marketingOptInLevel: CustomerMarketingOptInLevel | null;
      readonly marketingUpdatedAt: string | null;
    } | null;
    readonly defaultPhoneNumber: {
      readonly phoneNumber: string;
      readonly smsMarketingConsent: {
        readonly state: CustomerMarketingConsentState;
        readonly optInLevel: CustomerMarketingOptInLevel | null;
        readonly updatedAt: string | null;
        readonly collectedFrom: CustomerConsentCollectedFrom | null;
      };
    } | null;
  } | null;
};

type ShopbellCustomerQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellCustomerQuery = {
  readonly customer: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly locale: string;
    readonly tags: ReadonlyArray<string>;
    readonly state: CustomerState;
    readonly createdAt: string;
    readonly numberOfOrders: string;
    readonly amountSpent: { readonly amount: string; readonly currencyCode: string };
    readonly lastOrder: { readonly createdAt: string } | null;
    readonly birthDate: { readonly value: string } | null;
    readonly defaultAddress: { readonly countryCodeV2: string | null; readonly provinceCode: string | null } | null;
    readonly defaultEmailAddress: {
      readonly emailAddress: string;
      readonly marketingState: CustomerEmailAddressMarketingState;
      readonly marketingOptInLevel: CustomerMarketingOptInLevel | null;
      readonly marketingUpdatedAt: string | null;
    } | null;
    readonly defaultPhoneNumber: {
      readonly phoneNumber: string;
      readonly smsMarketingConsent: {
        readonly state: CustomerMarketingConsentState;
        readonly optInLevel: CustomerMarketingOptInLevel | null;
        readonly updatedAt: string | null;
        readonly collectedFrom: CustomerConsentCollectedFrom | null;
      };
    } | null;
  } | null;
};

type ShopbellDeletePixelMutationVariables = Exact<{
  id: string;
}>;

type ShopbellDeletePixelMutation = {
  readonly result: {
    readonly deletedWebPixelId: string | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: ErrorsWebPixelUserErrorCode | null;
    }>;
  } | null;
};

type ShopbellDevelopmentQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellDevelopmentQuery = { readonly shop: { readonly plan: { readonly partnerDevelopment: boolean } } };

type ShopbellDiscountByCodeQueryVariables = Exact<{
  code: string;
}>;

export type ShopbellDiscountByCodeQuery = {
  readonly codeDiscountNodeByCode: {
    readonly id: string;
    readonly codeDiscount: { readonly title: string } | { readonly title: string } | Record<PropertyKey, never>;
  } | null;
};

type ShopbellDiscountCodesQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellDiscountCodesQuery = {
  readonly discountRedeemCodeBulkCreation: { readonly done: boolean; readonly failedCount: number } | null;
};

type ShopbellDiscountMutationVariables = Exact<{
  discount: DiscountCodeBasicInput;
}>;

type ShopbellDiscountMutation = {
  readonly result: {
    readonly codeDiscountNode: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: DiscountErrorCode | null;
    }>;
  } | null;
};

type ShopbellFailedDiscountCodesQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellFailedDiscountCodesQuery = {
  readonly discountRedeemCodeBulkCreation: {
    readonly codes: {
      readonly nodes: ReadonlyArray<{
        readonly code: string;
        readonly errors: ReadonlyArray<{ readonly code: DiscountErrorCode | null; readonly message: string }>;
      }>;
    };
  } | null;
};

type ShopbellFindDiscountQueryVariables = Exact<{
  code: string;
}>;

export type ShopbellFindDiscountQuery = {
  readonly codeDiscountNodeByCode: {
    readonly codeDiscount:
      | { readonly status: DiscountStatus; readonly startsAt: string; readonly endsAt: string | null }
      | { readonly status: DiscountStatus; readonly startsAt: string; readonly endsAt: string | null }
      | { readonly status: DiscountStatus; readonly startsAt: string; readonly endsAt: string | null }
      | { readonly status: DiscountStatus; readonly startsAt: string; readonly endsAt: string | null };
  } | null;
};

type ShopbellFlowTriggerMutationVariables = Exact<{
  handle: string;
  payload: unknown;
}>;

type ShopbellFlowTriggerMutation = {
  readonly result: {
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellFreeShippingMutationVariables = Exact<{
  discount: DiscountCodeFreeShippingInput;
}>;

type ShopbellFreeShippingMutation = {
  readonly result: {
    readonly codeDiscountNode: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: DiscountErrorCode | null;
    }>;
  } | null;
};

type ShopbellGrantedScopesQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellGrantedScopesQuery = {
  readonly currentAppInstallation: { readonly accessScopes: ReadonlyArray<{ readonly handle: string }> };
};

type ShopbellSegmentMembersDoneQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellSegmentMembersDoneQuery = {
  readonly customerSegmentMembersQuery: { readonly id: string; readonly done: boolean } | null;
};

type ShopbellOrderQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellOrderQuery = {
  readonly order: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly customerLocale: string | null;
    readonly note: string | null;
    readonly test: boolean;
    readonly tags: ReadonlyArray<string>;
    readonly discountCodes: ReadonlyArray<string>;
    readonly sourceName: string | null;
    readonly statusPageUrl: string;
    readonly checkoutToken: string | null;
    readonly createdAt: string;
    readonly processedAt: string;
    readonly updatedAt: string;
    readonly cancelledAt: string | null;
    readonly closedAt: string | null;
    readonly cancelReason: OrderCancelReason | null;
    readonly currencyCode: string;
    readonly presentmentCurrencyCode: string;
    readonly displayFinancialStatus: OrderDisplayFinancialStatus | null;
    readonly displayFulfillmentStatus: OrderDisplayFulfillmentStatus;
    readonly totalPriceSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
      readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
    };
    readonly currentTotalPriceSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
      readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
    };
    readonly subtotalPriceSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
      readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
    } | null;
    readonly currentSubtotalPriceSet: {
      readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
      readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
    };
    readonly customAttributes: ReadonlyArray<{ readonly key: string; readonly value: string | null }>;
    readonly shippingLine: { readonly deliveryCategory: string | null } | null;
    readonly shippingAddress: {
      readonly firstName: string | null;
      readonly lastName: string | null;
      readonly phone: string | null;
      readonly countryCodeV2: string | null;
      readonly provinceCode: string | null;
    } | null;
    readonly billingAddress: {
      readonly firstName: string | null;
      readonly lastName: string | null;
      readonly phone: string | null;
      readonly countryCodeV2: string | null;
      readonly provinceCode: string | null;
    } | null;
    readonly customer: {
      readonly id: string;
      readonly firstName: string | null;
      readonly lastName: string | null;
      readonly state: CustomerState;
      readonly createdAt: string;
      readonly updatedAt: string;
      readonly defaultEmailAddress: { readonly emailAddress: string } | null;
      readonly defaultPhoneNumber: { readonly phoneNumber: string } | null;
      readonly defaultAddress: {
        readonly firstName: string | null;
        readonly lastName: string | null;
        readonly phone: string | null;
        readonly countryCodeV2: string | null;
        readonly provinceCode: string | null;
      } | null;
    } | null;
    readonly fulfillments: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly status: FulfillmentStatus;
      readonly displayStatus: FulfillmentDisplayStatus | null;
      readonly createdAt: string;
      readonly updatedAt: string;
      readonly trackingInfo: ReadonlyArray<{
        readonly company: string | null;
        readonly number: string | null;
        readonly url: string | null;
      }>;
    }>;
    readonly refunds: ReadonlyArray<{
      readonly id: string;
      readonly note: string | null;
      readonly createdAt: string | null;
      readonly totalRefundedSet: {
        readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
        readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
      };
    }>;
    readonly transactions: ReadonlyArray<{
      readonly kind: OrderTransactionKind;
      readonly status: OrderTransactionStatus;
      readonly processedAt: string | null;
    }>;
    readonly lineItems: {
      readonly nodes: ReadonlyArray<{
        readonly title: string;
        readonly sku: string | null;
        readonly vendor: string | null;
        readonly quantity: number;
        readonly currentQuantity: number;
        readonly requiresShipping: boolean;
        readonly product: { readonly id: string } | null;
        readonly variant: { readonly id: string } | null;
        readonly originalUnitPriceSet: {
          readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
          readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
        };
      }>;
    };
  } | null;
};

type ShopbellPixelQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellPixelQuery = { readonly webPixel: { readonly id: string } | null };

type ShopbellProductQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellProductQuery = {
  readonly product: {
    readonly id: string;
    readonly title: string;
    readonly vendor: string;
    readonly productType: string;
    readonly tags: ReadonlyArray<string>;
    readonly status: ProductStatus;
    readonly onlineStoreUrl: string | null;
    readonly priceRangeV2: { readonly minVariantPrice: { readonly amount: string; readonly currencyCode: string } };
    readonly variants: { readonly nodes: ReadonlyArray<{ readonly availableForSale: boolean }> };
  } | null;
};

type ShopbellPurchaseMutationVariables = Exact<{
  name: string;
  price: MoneyInput;
  returnUrl: string;
  test: boolean;
}>;

type ShopbellPurchaseMutation = {
  readonly result: {
    readonly confirmationUrl: string | null;
    readonly appPurchaseOneTime: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellPurchasesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;

export type ShopbellPurchasesQuery = {
  readonly currentAppInstallation: {
    readonly oneTimePurchases: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly name: string;
        readonly status: AppPurchaseStatus;
        readonly createdAt: string;
        readonly price: { readonly amount: string; readonly currencyCode: string };
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
};

type ShopbellRemoveTagsMutationVariables = Exact<{
  id: string;
  tags: ReadonlyArray<string> | string;
}>;

type ShopbellRemoveTagsMutation = {
  readonly result: {
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellRunBulkQueryMutationVariables = Exact<{
  query: string;
  groupObjects: boolean;
}>;

type ShopbellRunBulkQueryMutation = {
  readonly result: {
    readonly bulkOperation: {
      readonly id: string;
      readonly status: BulkOperationStatus;
      readonly createdAt: string;
    } | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: BulkOperationUserErrorCode | null;
    }>;
  } | null;
};

type ShopbellSegmentMembersQueryVariables = Exact<{
  queryId: string;
  after?: string | null | undefined;
}>;

export type ShopbellSegmentMembersQuery = {
  readonly customerSegmentMembers: {
    readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

type ShopbellSegmentQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellSegmentQuery = { readonly segment: { readonly id: string; readonly name: string } | null };

type ShopbellSegmentsQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellSegmentsQuery = {
  readonly segments: { readonly nodes: ReadonlyArray<{ readonly id: string; readonly name: string }> };
};

type ShopbellSetMetafieldMutationVariables = Exact<{
  metafields: ReadonlyArray<MetafieldsSetInput> | MetafieldsSetInput;
}>;

type ShopbellSetMetafieldMutation = {
  readonly result: {
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: MetafieldsSetUserErrorCode | null;
    }>;
  } | null;
};

type ShopbellShopQueryVariables = Exact<{ [key: string]: never }>;

export type ShopbellShopQuery = {
  readonly shop: {
    readonly name: string;
    readonly ianaTimezone: string;
    readonly currencyCode: string;
    readonly url: string;
    readonly shopAddress: { readonly countryCodeV2: string | null };
  };
};

type ShopbellSmsConsentMutationVariables = Exact<{
  input: CustomerSmsMarketingConsentUpdateInput;
}>;

type ShopbellSmsConsentMutation = {
  readonly result: {
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: CustomerSmsMarketingConsentErrorCode | null;
    }>;
  } | null;
};

type ShopbellSubscriptionStateQueryVariables = Exact<{
  id: string;
}>;

export type ShopbellSubscriptionStateQuery = {
  readonly node:
    | {
        readonly id: string;
        readonly status: AppSubscriptionStatus;
        readonly currentPeriodEnd: string | null;
        readonly lineItems: ReadonlyArray<{
          readonly id: string;
          readonly plan: {
            readonly pricingDetails: {
              readonly balanceUsed: { readonly amount: string };
              readonly cappedAmount: { readonly amount: string };
            };
          };
        }>;
      }
    | Record<PropertyKey, never>
    | null;
};

type ShopbellSubscriptionsQueryVariables = Exact<{
  first: number;
}>;

export type ShopbellSubscriptionsQuery = {
  readonly currentAppInstallation: {
    readonly allSubscriptions: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly status: AppSubscriptionStatus;
        readonly test: boolean;
        readonly createdAt: string;
        readonly currentPeriodEnd: string | null;
        readonly lineItems: ReadonlyArray<{
          readonly id: string;
          readonly plan: {
            readonly pricingDetails: {
              readonly balanceUsed: { readonly amount: string; readonly currencyCode: string };
              readonly cappedAmount: { readonly amount: string };
            };
          };
        }>;
      }>;
    };
  };
};

type ShopbellUpdateCustomerMutationVariables = Exact<{
  input: CustomerInput;
}>;

type ShopbellUpdateCustomerMutation = {
  readonly result: {
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellUpdatePixelMutationVariables = Exact<{
  id: string;
  settings: unknown;
}>;

type ShopbellUpdatePixelMutation = {
  readonly result: {
    readonly webPixel: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{
      readonly field: ReadonlyArray<string> | null;
      readonly message: string;
      readonly code: ErrorsWebPixelUserErrorCode | null;
    }>;
  } | null;
};

type ShopbellUsageMutationVariables = Exact<{
  line: string;
  price: MoneyInput;
  description: string;
  key: string;
}>;

type ShopbellUsageMutation = {
  readonly result: {
    readonly appUsageRecord: { readonly id: string } | null;
    readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null; readonly message: string }>;
  } | null;
};

type ShopbellUsageRecordsQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;

export type ShopbellUsageRecordsQuery = {
  readonly node:
    | {
        readonly lineItems: ReadonlyArray<{
          readonly usageRecords: {
            readonly nodes: ReadonlyArray<{
              readonly id: string;
              readonly idempotencyKey: string | null;
              readonly description: string;
              readonly createdAt: string;
              readonly price: { readonly amount: string; readonly currencyCode: string };
            }>;
            readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
          };
        }>;
      }
    | Record<PropertyKey, never>
    | null;
};

export const addDiscountCodes: AdminDocument<
  ShopbellAddDiscountCodesMutation,
  ShopbellAddDiscountCodesMutationVariables
> = {
  name: "ShopbellAddDiscountCodes",
  text: `mutation ShopbellAddDiscountCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
  result: discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
    bulkCreation {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const addTags: AdminDocument<ShopbellAddTagsMutation, ShopbellAddTagsMutationVariables> = {
  name: "ShopbellAddTags",
  text: `mutation ShopbellAddTags($id: ID!, $tags: [String!]!) {
  result: tagsAdd(id: $id, tags: $tags) {
    userErrors {
      field
      message
    }
  }
}`,
};

export const appInstallation: AdminDocument<ShopbellInstallationQuery, ShopbellInstallationQueryVariables> = {
  name: "ShopbellInstallation",
  text: `query ShopbellInstallation {
  currentAppInstallation {
    id
  }
}`,
};

export const bulkCheckouts: AdminDocument<ShopbellImportCheckoutsQuery, ShopbellImportCheckoutsQueryVariables> = {
  name: "ShopbellImportCheckouts",
  text: `query ShopbellImportCheckouts {
  abandonedCheckouts(query: "@filter") {
    edges {
      node {
        id
        name
        abandonedCheckoutUrl
        createdAt
        updatedAt
        completedAt
        subtotalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
        totalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
        shippingAddress {
          firstName
          lastName
          phone
          countryCodeV2
          provinceCode
        }
        billingAddress {
          firstName
          lastName
          phone
          countryCodeV2
          provinceCode
        }
        customer {
          id
          firstName
          lastName
          state
          createdAt
          updatedAt
          defaultEmailAddress {
            emailAddress
          }
          defaultPhoneNumber {
            phoneNumber
          }
          defaultAddress {
            firstName
            lastName
            phone
            countryCodeV2
            provinceCode
          }
        }
        lineItems {
          edges {
            node {
              title
              sku
              quantity
              product {
                id
              }
              variant {
                id
              }
              originalUnitPriceSet {
                shopMoney {
                  amount
                  currencyCode
                }
                presentmentMoney {
                  amount
                  currencyCode
                }
              }
            }
          }
        }
      }
    }
  }
}`,
};

export const bulkCustomers: AdminDocument<ShopbellImportCustomersQuery, ShopbellImportCustomersQueryVariables> = {
  name: "ShopbellImportCustomers",
  text: `query ShopbellImportCustomers {
  customers {
    edges {
      node {
        id
        updatedAt
        firstName
        lastName
        locale
        tags
        state
        createdAt
        numberOfOrders
        amountSpent {
          amount
          currencyCode
        }
        lastOrder {
          createdAt
        }
        birthDate: metafield(namespace: "facts", key: "birth_date") {
          value
        }
        defaultAddress {
          countryCodeV2
          provinceCode
        }
        defaultEmailAddress {
          emailAddress
          marketingState
          marketingOptInLevel
          marketingUpdatedAt
        }
        defaultPhoneNumber {
          phoneNumber
          smsMarketingConsent {
            state
            optInLevel
            updatedAt
            collectedFrom
          }
        }
      }
    }
  }
}`,
};

export const bulkOperation: AdminDocument<ShopbellBulkOperationQuery, ShopbellBulkOperationQueryVariables> = {
  name: "ShopbellBulkOperation",
  text: `query ShopbellBulkOperation($id: ID!) {
  bulkOperation(id: $id) {
    id
    status
    errorCode
    createdAt
    completedAt
    rootObjectCount
    url
    partialDataUrl
  }
}`,
};

export const bulkOrders: AdminDocument<ShopbellImportOrdersQuery, ShopbellImportOrdersQueryVariables> = {
  name: "ShopbellImportOrders",
  text: `query ShopbellImportOrders {
  orders(query: "@filter") {
    edges {
      node {
        id
        name
        email
        phone
        customerLocale
        note
        test
        tags
        discountCodes
        sourceName
        statusPageUrl
        checkoutToken
        createdAt
        processedAt
        updatedAt
        cancelledAt
        closedAt
        cancelReason
        currencyCode
        presentmentCurrencyCode
        displayFinancialStatus
        displayFulfillmentStatus
        totalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
        currentTotalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
        subtotalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
        currentSubtotalPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
        customAttributes {
          key
          value
        }
        shippingLine {
          deliveryCategory
        }
        shippingAddress {
          firstName
          lastName
          phone
          countryCodeV2
          provinceCode
        }
        billingAddress {
          firstName
          lastName
          phone
          countryCodeV2
          provinceCode
        }
        customer {
          id
          firstName
          lastName
          state
          createdAt
          updatedAt
          defaultEmailAddress {
            emailAddress
          }
          defaultPhoneNumber {
            phoneNumber
          }
          defaultAddress {
            firstName
            lastName
            phone
            countryCodeV2
            provinceCode
          }
        }
        fulfillments(first: 50) {
          id
          name
          status
          displayStatus
          createdAt
          updatedAt
          trackingInfo {
            company
            number
            url
          }
        }
        refunds(first: 50) {
          id
          note
          createdAt
          totalRefundedSet {
            shopMoney {
              amount
              currencyCode
            }
            presentmentMoney {
              amount
              currencyCode
            }
          }
        }
        transactions(first: 50) {
          kind
          status
          processedAt
        }
        lineItems {
          edges {
            node {
              title
              sku
              vendor
              quantity
              currentQuantity
              requiresShipping
              product {
                id
              }
              variant {
                id
              }
              originalUnitPriceSet {
                shopMoney {
                  amount
                  currencyCode
                }
                presentmentMoney {
                  amount
                  currencyCode
                }
              }
            }
          }
        }
      }
    }
  }
}`,
};

export const business: AdminDocument<ShopbellBusinessQuery, ShopbellBusinessQueryVariables> = {
  name: "ShopbellBusiness",
  text: `query ShopbellBusiness {
  shop {
    name
    url
    contactEmail
    shopAddress {
      address1
      city
      provinceCode
      zip
      countryCodeV2
    }
  }
}`,
};

export const cancelSubscription: AdminDocument<ShopbellCancelMutation, ShopbellCancelMutationVariables> = {
  name: "ShopbellCancel",
  text: `mutation ShopbellCancel($id: ID!) {
  result: appSubscriptionCancel(id: $id) {
    appSubscription {
      id
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const catalogCollections: AdminDocument<
  ShopbellCatalogCollectionsQuery,
  ShopbellCatalogCollectionsQueryVariables
> = {
  name: "ShopbellCatalogCollections",
  text: `query ShopbellCatalogCollections($query: String!) {
  found: collections(first: 20, query: $query, sortKey: TITLE) {
    nodes {
      id
      title
      handle
    }
  }
}`,
};

export const catalogProducts: AdminDocument<ShopbellCatalogProductsQuery, ShopbellCatalogProductsQueryVariables> = {
  name: "ShopbellCatalogProducts",
  text: `query ShopbellCatalogProducts($query: String!) {
  found: products(first: 20, query: $query, sortKey: TITLE) {
    nodes {
      id
      title
      handle
      onlineStoreUrl
    }
  }
}`,
};

export const changeCap: AdminDocument<ShopbellCapMutation, ShopbellCapMutationVariables> = {
  name: "ShopbellCap",
  text: `mutation ShopbellCap($id: ID!, $cappedAmount: MoneyInput!) {
  result: appSubscriptionLineItemUpdate(id: $id, cappedAmount: $cappedAmount) {
    confirmationUrl
    userErrors {
      field
      message
    }
  }
}`,
};

export const changedCheckouts: AdminDocument<ShopbellChangedCheckoutsQuery, ShopbellChangedCheckoutsQueryVariables> = {
  name: "ShopbellChangedCheckouts",
  text: `query ShopbellChangedCheckouts($query: String!, $after: String) {
  abandonedCheckouts(first: 50, after: $after, query: $query, sortKey: CREATED_AT) {
    nodes {
      id
      abandonedCheckoutUrl
      createdAt
      updatedAt
      completedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};

export const changedCustomers: AdminDocument<ShopbellChangedCustomersQuery, ShopbellChangedCustomersQueryVariables> = {
  name: "ShopbellChangedCustomers",
  text: `query ShopbellChangedCustomers($query: String!, $after: String) {
  customers(first: 25, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id
      firstName
      lastName
      state
      createdAt
      updatedAt
      defaultEmailAddress {
        emailAddress
      }
      defaultPhoneNumber {
        phoneNumber
      }
      defaultAddress {
        firstName
        lastName
        phone
        countryCodeV2
        provinceCode
      }
      defaultEmailAddress {
        emailAddress
        marketingState
        marketingOptInLevel
        marketingUpdatedAt
      }
      defaultPhoneNumber {
        phoneNumber
        smsMarketingConsent {
          state
          optInLevel
          updatedAt
          collectedFrom
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};

export const changedOrders: AdminDocument<ShopbellChangedOrdersQuery, ShopbellChangedOrdersQueryVariables> = {
  name: "ShopbellChangedOrders",
  text: `query ShopbellChangedOrders($query: String!, $after: String) {
  orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id
      createdAt
      updatedAt
      cancelledAt
      displayFinancialStatus
      displayFulfillmentStatus
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};

export const checkout: AdminDocument<ShopbellCheckoutQuery, ShopbellCheckoutQueryVariables> = {
  name: "ShopbellCheckout",
  text: `query ShopbellCheckout($id: ID!) {
  node(id: $id) {
    ... on AbandonedCheckout {
      id
      name
      abandonedCheckoutUrl
      createdAt
      updatedAt
      completedAt
      subtotalPriceSet {
        shopMoney {
          amount
          currencyCode
        }
        presentmentMoney {
          amount
          currencyCode
        }
      }
      totalPriceSet {
        shopMoney {
          amount
          currencyCode
        }
        presentmentMoney {
          amount
          currencyCode
        }
      }
      shippingAddress {
        firstName
        lastName
        phone
        countryCodeV2
        provinceCode
      }
      billingAddress {
        firstName
        lastName
        phone
        countryCodeV2
        provinceCode
      }
      customer {
        id
        firstName
        lastName
        state
        createdAt
        updatedAt
        defaultEmailAddress {
          emailAddress
        }
        defaultPhoneNumber {
          phoneNumber
        }
        defaultAddress {
          firstName
          lastName
          phone
          countryCodeV2
          provinceCode
        }
      }
      lineItems(first: 100) {
        nodes {
          title
          sku
          quantity
          product {
            id
          }
          variant {
            id
          }
          originalUnitPriceSet {
            shopMoney {
              amount
              currencyCode
            }
            presentmentMoney {
              amount
              currencyCode
            }
          }
        }
      }
    }
  }
}`,
};

export const createCustomer: AdminDocument<ShopbellCreateCustomerMutation, ShopbellCreateCustomerMutationVariables> = {
  name: "ShopbellCreateCustomer",
  text: `mutation ShopbellCreateCustomer($input: CustomerInput!) {
  result: customerCreate(input: $input) {
    customer {
      id
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const createMembersQuery: AdminDocument<
  ShopbellSegmentMembersQueryMutation,
  ShopbellSegmentMembersQueryMutationVariables
> = {
  name: "ShopbellSegmentMembersQuery",
  text: `mutation ShopbellSegmentMembersQuery($input: CustomerSegmentMembersQueryInput!) {
  result: customerSegmentMembersQueryCreate(input: $input) {
    customerSegmentMembersQuery {
      id
      done
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const createPixel: AdminDocument<ShopbellCreatePixelMutation, ShopbellCreatePixelMutationVariables> = {
  name: "ShopbellCreatePixel",
  text: `mutation ShopbellCreatePixel($settings: JSON!) {
  result: webPixelCreate(webPixel: {settings: $settings}) {
    webPixel {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const createSubscription: AdminDocument<ShopbellSubscriptionMutation, ShopbellSubscriptionMutationVariables> = {
  name: "ShopbellSubscription",
  text: `mutation ShopbellSubscription($name: String!, $terms: String!, $cappedAmount: MoneyInput!, $returnUrl: URL!, $test: Boolean!) {
  result: appSubscriptionCreate(
    name: $name
    returnUrl: $returnUrl
    test: $test
    lineItems: [{plan: {appUsagePricingDetails: {cappedAmount: $cappedAmount, terms: $terms}}}]
  ) {
    appSubscription {
      id
      lineItems {
        id
      }
    }
    confirmationUrl
    userErrors {
      field
      message
    }
  }
}`,
};

export const customerByPhone: AdminDocument<ShopbellCustomerByPhoneQuery, ShopbellCustomerByPhoneQueryVariables> = {
  name: "ShopbellCustomerByPhone",
  text: `query ShopbellCustomerByPhone($phone: String!) {
  customerByIdentifier(identifier: {phoneNumber: $phone}) {
    id
    firstName
    lastName
    locale
    tags
    state
    createdAt
    numberOfOrders
    amountSpent {
      amount
      currencyCode
    }
    lastOrder {
      createdAt
    }
    birthDate: metafield(namespace: "facts", key: "birth_date") {
      value
    }
    defaultAddress {
      countryCodeV2
      provinceCode
    }
    defaultEmailAddress {
      emailAddress
      marketingState
      marketingOptInLevel
      marketingUpdatedAt
    }
    defaultPhoneNumber {
      phoneNumber
      smsMarketingConsent {
        state
        optInLevel
        updatedAt
        collectedFrom
      }
    }
  }
}`,
};

export const customer: AdminDocument<ShopbellCustomerQuery, ShopbellCustomerQueryVariables> = {
  name: "ShopbellCustomer",
  text: `query ShopbellCustomer($id: ID!) {
  customer(id: $id) {
    firstName
    lastName
    locale
    tags
    state
    createdAt
    numberOfOrders
    amountSpent {
      amount
      currencyCode
    }
    lastOrder {
      createdAt
    }
    birthDate: metafield(namespace: "facts", key: "birth_date") {
      value
    }
    defaultAddress {
      countryCodeV2
      provinceCode
    }
    defaultEmailAddress {
      emailAddress
      marketingState
      marketingOptInLevel
      marketingUpdatedAt
    }
    defaultPhoneNumber {
      phoneNumber
      smsMarketingConsent {
        state
        optInLevel
        updatedAt
        collectedFrom
      }
    }
  }
}`,
};

export const deletePixel: AdminDocument<ShopbellDeletePixelMutation, ShopbellDeletePixelMutationVariables> = {
  name: "ShopbellDeletePixel",
  text: `mutation ShopbellDeletePixel($id: ID!) {
  result: webPixelDelete(id: $id) {
    deletedWebPixelId
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const development: AdminDocument<ShopbellDevelopmentQuery, ShopbellDevelopmentQueryVariables> = {
  name: "ShopbellDevelopment",
  text: `query ShopbellDevelopment {
  shop {
    plan {
      partnerDevelopment
    }
  }
}`,
};

export const discountByCode: AdminDocument<ShopbellDiscountByCodeQuery, ShopbellDiscountByCodeQueryVariables> = {
  name: "ShopbellDiscountByCode",
  text: `query ShopbellDiscountByCode($code: String!) {
  codeDiscountNodeByCode(code: $code) {
    id
    codeDiscount {
      ... on DiscountCodeBasic {
        title
      }
      ... on DiscountCodeFreeShipping {
        title
      }
    }
  }
}`,
};

export const discountCodes: AdminDocument<ShopbellDiscountCodesQuery, ShopbellDiscountCodesQueryVariables> = {
  name: "ShopbellDiscountCodes",
  text: `query ShopbellDiscountCodes($id: ID!) {
  discountRedeemCodeBulkCreation(id: $id) {
    done
    failedCount
  }
}`,
};

export const discount: AdminDocument<ShopbellDiscountMutation, ShopbellDiscountMutationVariables> = {
  name: "ShopbellDiscount",
  text: `mutation ShopbellDiscount($discount: DiscountCodeBasicInput!) {
  result: discountCodeBasicCreate(basicCodeDiscount: $discount) {
    codeDiscountNode {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const failedDiscountCodes: AdminDocument<
  ShopbellFailedDiscountCodesQuery,
  ShopbellFailedDiscountCodesQueryVariables
> = {
  name: "ShopbellFailedDiscountCodes",
  text: `query ShopbellFailedDiscountCodes($id: ID!) {
  discountRedeemCodeBulkCreation(id: $id) {
    codes(first: 250) {
      nodes {
        code
        errors {
          code
          message
        }
      }
    }
  }
}`,
};

export const findDiscount: AdminDocument<ShopbellFindDiscountQuery, ShopbellFindDiscountQueryVariables> = {
  name: "ShopbellFindDiscount",
  text: `query ShopbellFindDiscount($code: String!) {
  codeDiscountNodeByCode(code: $code) {
    codeDiscount {
      ... on DiscountCodeBasic {
        status
        startsAt
        endsAt
      }
      ... on DiscountCodeFreeShipping {
        status
        startsAt
        endsAt
      }
      ... on DiscountCodeBxgy {
        status
        startsAt
        endsAt
      }
      ... on DiscountCodeApp {
        status
        startsAt
        endsAt
      }
    }
  }
}`,
};

export const flowTrigger: AdminDocument<ShopbellFlowTriggerMutation, ShopbellFlowTriggerMutationVariables> = {
  name: "ShopbellFlowTrigger",
  text: `mutation ShopbellFlowTrigger($handle: String!, $payload: JSON!) {
  result: flowTriggerReceive(handle: $handle, payload: $payload) {
    userErrors {
      field
      message
    }
  }
}`,
};

export const freeShipping: AdminDocument<ShopbellFreeShippingMutation, ShopbellFreeShippingMutationVariables> = {
  name: "ShopbellFreeShipping",
  text: `mutation ShopbellFreeShipping($discount: DiscountCodeFreeShippingInput!) {
  result: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
    codeDiscountNode {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const grantedScopes: AdminDocument<ShopbellGrantedScopesQuery, ShopbellGrantedScopesQueryVariables> = {
  name: "ShopbellGrantedScopes",
  text: `query ShopbellGrantedScopes {
  currentAppInstallation {
    accessScopes {
      handle
    }
  }
}`,
};

export const membersQuery: AdminDocument<ShopbellSegmentMembersDoneQuery, ShopbellSegmentMembersDoneQueryVariables> = {
  name: "ShopbellSegmentMembersDone",
  text: `query ShopbellSegmentMembersDone($id: ID!) {
  customerSegmentMembersQuery(id: $id) {
    id
    done
  }
}`,
};

export const order: AdminDocument<ShopbellOrderQuery, ShopbellOrderQueryVariables> = {
  name: "ShopbellOrder",
  text: `query ShopbellOrder($id: ID!) {
  order(id: $id) {
    id
    name
    email
    phone
    customerLocale
    note
    test
    tags
    discountCodes
    sourceName
    statusPageUrl
    checkoutToken
    createdAt
    processedAt
    updatedAt
    cancelledAt
    closedAt
    cancelReason
    currencyCode
    presentmentCurrencyCode
    displayFinancialStatus
    displayFulfillmentStatus
    totalPriceSet {
      shopMoney {
        amount
        currencyCode
      }
      presentmentMoney {
        amount
        currencyCode
      }
    }
    currentTotalPriceSet {
      shopMoney {
        amount
        currencyCode
      }
      presentmentMoney {
        amount
        currencyCode
      }
    }
    subtotalPriceSet {
      shopMoney {
        amount
        currencyCode
      }
      presentmentMoney {
        amount
        currencyCode
      }
    }
    currentSubtotalPriceSet {
      shopMoney {
        amount
        currencyCode
      }
      presentmentMoney {
        amount
        currencyCode
      }
    }
    customAttributes {
      key
      value
    }
    shippingLine {
      deliveryCategory
    }
    shippingAddress {
      firstName
      lastName
      phone
      countryCodeV2
      provinceCode
    }
    billingAddress {
      firstName
      lastName
      phone
      countryCodeV2
      provinceCode
    }
    customer {
      id
      firstName
      lastName
      state
      createdAt
      updatedAt
      defaultEmailAddress {
        emailAddress
      }
      defaultPhoneNumber {
        phoneNumber
      }
      defaultAddress {
        firstName
        lastName
        phone
        countryCodeV2
        provinceCode
      }
    }
    fulfillments(first: 50) {
      id
      name
      status
      displayStatus
      createdAt
      updatedAt
      trackingInfo {
        company
        number
        url
      }
    }
    refunds(first: 50) {
      id
      note
      createdAt
      totalRefundedSet {
        shopMoney {
          amount
          currencyCode
        }
        presentmentMoney {
          amount
          currencyCode
        }
      }
    }
    transactions(first: 50) {
      kind
      status
      processedAt
    }
    lineItems(first: 100) {
      nodes {
        title
        sku
        vendor
        quantity
        currentQuantity
        requiresShipping
        product {
          id
        }
        variant {
          id
        }
        originalUnitPriceSet {
          shopMoney {
            amount
            currencyCode
          }
          presentmentMoney {
            amount
            currencyCode
          }
        }
      }
    }
  }
}`,
};

export const pixel: AdminDocument<ShopbellPixelQuery, ShopbellPixelQueryVariables> = {
  name: "ShopbellPixel",
  text: `query ShopbellPixel {
  webPixel {
    id
  }
}`,
};

export const product: AdminDocument<ShopbellProductQuery, ShopbellProductQueryVariables> = {
  name: "ShopbellProduct",
  text: `query ShopbellProduct($id: ID!) {
  product(id: $id) {
    id
    title
    vendor
    productType
    tags
    status
    onlineStoreUrl
    priceRangeV2 {
      minVariantPrice {
        amount
        currencyCode
      }
    }
    variants(first: 100) {
      nodes {
        availableForSale
      }
    }
  }
}`,
};

export const purchase: AdminDocument<ShopbellPurchaseMutation, ShopbellPurchaseMutationVariables> = {
  name: "ShopbellPurchase",
  text: `mutation ShopbellPurchase($name: String!, $price: MoneyInput!, $returnUrl: URL!, $test: Boolean!) {
  result: appPurchaseOneTimeCreate(
    name: $name
    price: $price
    returnUrl: $returnUrl
    test: $test
  ) {
    appPurchaseOneTime {
      id
    }
    confirmationUrl
    userErrors {
      field
      message
    }
  }
}`,
};

export const purchases: AdminDocument<ShopbellPurchasesQuery, ShopbellPurchasesQueryVariables> = {
  name: "ShopbellPurchases",
  text: `query ShopbellPurchases($first: Int!, $after: String) {
  currentAppInstallation {
    oneTimePurchases(
      first: $first
      after: $after
      reverse: true
      sortKey: CREATED_AT
    ) {
      nodes {
        id
        name
        status
        createdAt
        price {
          amount
          currencyCode
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`,
};

export const removeTags: AdminDocument<ShopbellRemoveTagsMutation, ShopbellRemoveTagsMutationVariables> = {
  name: "ShopbellRemoveTags",
  text: `mutation ShopbellRemoveTags($id: ID!, $tags: [String!]!) {
  result: tagsRemove(id: $id, tags: $tags) {
    userErrors {
      field
      message
    }
  }
}`,
};

export const runBulkQuery: AdminDocument<ShopbellRunBulkQueryMutation, ShopbellRunBulkQueryMutationVariables> = {
  name: "ShopbellRunBulkQuery",
  text: `mutation ShopbellRunBulkQuery($query: String!, $groupObjects: Boolean!) {
  result: bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
    bulkOperation {
      id
      status
      createdAt
    }
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const segmentMembers: AdminDocument<ShopbellSegmentMembersQuery, ShopbellSegmentMembersQueryVariables> = {
  name: "ShopbellSegmentMembers",
  text: `query ShopbellSegmentMembers($queryId: ID!, $after: String) {
  customerSegmentMembers(queryId: $queryId, first: 1000, after: $after) {
    edges {
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};

export const segment: AdminDocument<ShopbellSegmentQuery, ShopbellSegmentQueryVariables> = {
  name: "ShopbellSegment",
  text: `query ShopbellSegment($id: ID!) {
  segment(id: $id) {
    id
    name
  }
}`,
};

export const segments: AdminDocument<ShopbellSegmentsQuery, ShopbellSegmentsQueryVariables> = {
  name: "ShopbellSegments",
  text: `query ShopbellSegments {
  segments(first: 250, sortKey: LAST_EDIT_DATE, reverse: true) {
    nodes {
      id
      name
    }
  }
}`,
};

export const setMetafield: AdminDocument<ShopbellSetMetafieldMutation, ShopbellSetMetafieldMutationVariables> = {
  name: "ShopbellSetMetafield",
  text: `mutation ShopbellSetMetafield($metafields: [MetafieldsSetInput!]!) {
  result: metafieldsSet(metafields: $metafields) {
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const shop: AdminDocument<ShopbellShopQuery, ShopbellShopQueryVariables> = {
  name: "ShopbellShop",
  text: `query ShopbellShop {
  shop {
    name
    ianaTimezone
    currencyCode
    shopAddress {
      countryCodeV2
    }
    url
  }
}`,
};

export const smsConsent: AdminDocument<ShopbellSmsConsentMutation, ShopbellSmsConsentMutationVariables> = {
  name: "ShopbellSmsConsent",
  text: `mutation ShopbellSmsConsent($input: CustomerSmsMarketingConsentUpdateInput!) {
  result: customerSmsMarketingConsentUpdate(input: $input) {
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const subscription: AdminDocument<ShopbellSubscriptionStateQuery, ShopbellSubscriptionStateQueryVariables> = {
  name: "ShopbellSubscriptionState",
  text: `query ShopbellSubscriptionState($id: ID!) {
  node(id: $id) {
    ... on AppSubscription {
      id
      status
      currentPeriodEnd
      lineItems {
        id
        plan {
          pricingDetails {
            ... on AppUsagePricing {
              balanceUsed {
                amount
              }
              cappedAmount {
                amount
              }
            }
          }
        }
      }
    }
  }
}`,
};

export const subscriptions: AdminDocument<ShopbellSubscriptionsQuery, ShopbellSubscriptionsQueryVariables> = {
  name: "ShopbellSubscriptions",
  text: `query ShopbellSubscriptions($first: Int!) {
  currentAppInstallation {
    allSubscriptions(first: $first, reverse: true, sortKey: CREATED_AT) {
      nodes {
        id
        status
        test
        createdAt
        currentPeriodEnd
        lineItems {
          id
          plan {
            pricingDetails {
              ... on AppUsagePricing {
                balanceUsed {
                  amount
                  currencyCode
                }
                cappedAmount {
                  amount
                }
              }
            }
          }
        }
      }
    }
  }
}`,
};

export const updateCustomer: AdminDocument<ShopbellUpdateCustomerMutation, ShopbellUpdateCustomerMutationVariables> = {
  name: "ShopbellUpdateCustomer",
  text: `mutation ShopbellUpdateCustomer($input: CustomerInput!) {
  result: customerUpdate(input: $input) {
    userErrors {
      field
      message
    }
  }
}`,
};

export const updatePixel: AdminDocument<ShopbellUpdatePixelMutation, ShopbellUpdatePixelMutationVariables> = {
  name: "ShopbellUpdatePixel",
  text: `mutation ShopbellUpdatePixel($id: ID!, $settings: JSON!) {
  result: webPixelUpdate(id: $id, webPixel: {settings: $settings}) {
    webPixel {
      id
    }
    userErrors {
      field
      message
      code
    }
  }
}`,
};

export const usageCharge: AdminDocument<ShopbellUsageMutation, ShopbellUsageMutationVariables> = {
  name: "ShopbellUsage",
  text: `mutation ShopbellUsage($line: ID!, $price: MoneyInput!, $description: String!, $key: String!) {
  result: appUsageRecordCreate(
    subscriptionLineItemId: $line
    price: $price
    description: $description
    idempotencyKey: $key
  ) {
    appUsageRecord {
      id
    }
    userErrors {
      field
      message
    }
  }
}`,
};

export const usageCharges: AdminDocument<ShopbellUsageRecordsQuery, ShopbellUsageRecordsQueryVariables> = {
  name: "ShopbellUsageRecords",
  text: `query ShopbellUsageRecords($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on AppSubscription {
      lineItems {
        usageRecords(first: $first, after: $after, reverse: true) {
          nodes {
            id
            idempotencyKey
            description
            createdAt
            price {
              amount
              currencyCode
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
}`,
};
