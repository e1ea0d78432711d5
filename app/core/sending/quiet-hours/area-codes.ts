import { ATLANTIC, CENTRAL, EASTERN, MOUNTAIN, PACIFIC, TORONTO, VANCOUVER, zonesByRegion } from "./regions.ts";

/** The location of an area code. */
export interface Area {
  /** Such as "US-TX"; several for a code shared by provinces. */
  regions: readonly string[];
  zones: readonly string[];
}

/** The codes of a region; `zones` when they cover fewer zones than the region. */
type Row = readonly [regions: string, codes: string, zones?: readonly string[]];

/**
 * Area codes of the United States, Canada and Puerto Rico. Source: the North American Numbering Plan's assignments and
 * relief plans as of November 2026. Codes without a location (toll-free, personal, satellite) are left out.
 */
export const AREA_CODES_VERSION = "nanp@2026-11";

const rows: readonly Row[] = [
  ["US-AL", "205 251 256 334 483 659 938"],
  ["US-AK", "907"],
  ["US-AZ", "480 520 602 623", ["America/Phoenix"]],
  ["US-AZ", "928"],
  ["US-AR", "327 479 501 870"],
  [
    "US-CA",
    "209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 " +
      "669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951",
  ],
  ["US-CO", "303 719 720 748 970 983"],
  ["US-CT", "203 475 860 959"],
  ["US-DC", "202 771"],
  ["US-DE", "302"],
  ["US-FL", "239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954", EASTERN],
  ["US-FL", "448 850"],
  ["US-GA", "229 404 470 478 678 706 762 770 912 943"],
  ["US-HI", "808"],
  ["US-IA", "319 515 563 641 712"],
  ["US-ID", "208 986"],
  ["US-IL", "217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872"],
  ["US-IN", "260 317 463 765", EASTERN],
  ["US-IN", "219 574 812 930"],
  ["US-KS", "316 913", CENTRAL],
  ["US-KS", "620 785"],
  ["US-KY", "502 859", EASTERN],
  ["US-KY", "270 364 606"],
  ["US-LA", "225 318 337 457 504 985"],
  ["US-MA", "339 351 413 508 617 774 781 857 978"],
  ["US-MD", "227 240 301 410 443 667"],
  ["US-ME", "207"],
  ["US-MI", "231 248 269 313 517 586 616 679 734 810 947 989", EASTERN],
  ["US-MI", "906"],
  ["US-MN", "218 320 507 612 651 763 924 952"],
  ["US-MO", "235 314 417 557 573 636 660 816 975"],
  ["US-MS", "228 471 601 662 769"],
  ["US-MT", "406"],
  ["US-NC", "252 336 472 704 743 828 910 919 980 984"],
  ["US-ND", "701"],
  ["US-NE", "402 531", CENTRAL],
  ["US-NE", "308"],
  ["US-NH", "603"],
  ["US-NJ", "201 551 609 640 732 848 856 862 908 973"],
  ["US-NM", "505 575"],
  ["US-NV", "702 725", PACIFIC],
  ["US-NV", "775"],
  ["US-NY", "212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934"],
  ["US-OH", "216 220 234 283 326 330 380 419 436 440 513 567 614 740 937"],
  ["US-OK", "405 539 572 580 918"],
  ["US-OR", "503 971", PACIFIC],
  ["US-OR", "458 541"],
  ["US-PA", "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878"],
  ["US-RI", "401"],
  ["US-SC", "803 821 839 843 854 864"],
  ["US-SD", "605"],
  ["US-TN", "615 629 731 901 931", CENTRAL],
  ["US-TN", "865", EASTERN],
  ["US-TN", "423 729"],
  [
    "US-TX",
    "210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979",
    CENTRAL,
  ],
  ["US-TX", "915", MOUNTAIN],
  ["US-TX", "432"],
  ["US-UT", "385 435 801"],
  ["US-VA", "276 434 540 571 686 703 757 804 826 948"],
  ["US-VT", "802"],
  ["US-WA", "206 253 360 425 509 564"],
  ["US-WI", "262 274 353 414 534 608 715 920"],
  ["US-WV", "304 681"],
  ["US-WY", "307"],
  ["PR", "787 939"],
  ["US-VI", "340"],
  ["US-MP", "670"],
  ["US-GU", "671"],
  ["US-AS", "684"],
  ["CA-AB", "368 403 587 780 825"],
  ["CA-BC", "604", VANCOUVER],
  ["CA-BC", "236 250 257 672 778"],
  ["CA-MB", "204 431 584"],
  ["CA-NB", "428 506"],
  ["CA-NL", "709 879"],
  ["CA-NS CA-PE", "782 902", ATLANTIC],
  ["CA-NT CA-NU CA-YT", "867"],
  ["CA-ON", "226 249 289 343 365 382 387 416 437 519 548 613 647 683 705 742 753 905 942", TORONTO],
  ["CA-ON", "807"],
  ["CA-QC", "263 354 438 450 468 514 579 819 873", TORONTO],
  ["CA-QC", "273 367 418 581"],
  ["CA-SK", "306 474 639"],
];

const byCode = new Map(
  rows.flatMap(([list, codes, zones]) => {
    const regions = list.split(" ");
    const area: Area = {
      regions,
      zones: zones ?? [...new Set(regions.flatMap((region) => zonesByRegion.get(region) ?? []))],
    };
    return codes.split(" ").map((code) => [code, area] as const);
  }),
);

export const areaCodes: readonly string[] = [...byCode.keys()];

/**
 * @param e164 such as "+12125550123"
 * @returns null for other countries and for codes without a location
 */
export const areaOf = (e164: string): Area | null =>
  e164.startsWith("+1") ? (byCode.get(e164.slice(2, 5)) ?? null) : null;
