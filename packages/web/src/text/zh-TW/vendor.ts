import type { VendorTexts } from "../en/vendor.ts";

// prettier-ignore
export const vendor: VendorTexts = {
  order: [
    { NOT_STARTED: "未出貨", IN_PROGRESS: "部分出貨", FULFILLED: "已出貨" },
    { PAID: "已付款", PENDING: "付款處理中", FAILED: "付款失敗", FULLY_REFUNDED: "已全額退款", PARTIALLY_REFUNDED: "已部分退款" },
    { IN_PROGRESS: "買家申請取消", CANCELED: "已取消" },
  ],
  declared: { paid: "已付款", pending: "付款處理中", unpaid: "未付款", refunded: "已全額退款", part_refunded: "已部分退款" },
  paymentEvents: {
    T0000: "一般付款", T0001: "批次付款", T0002: "訂閱付款", T0003: "預先授權付款", T0004: "eBay 拍賣付款", T0005: "信用卡直接付款", T0006: "快速結帳付款", T0007: "網站付款", T0011: "手機付款", T0012: "虛擬終端付款", T0013: "捐款",
    T1106: "PayPal 撤回", T1107: "賣家退款", T1110: "爭議凍結", T1111: "爭議解凍", T1201: "信用卡拒付", T1202: "拒付撤銷", T1207: "拒付成立",
  },
  pendingReasons: { echeck: "電子支票未入帳", multi_currency: "該幣別待接收", verify: "帳號未認證", intl: "需手動接收", unilateral: "收款信箱未註冊", address: "地址未確認", paymentreview: "PayPal 審核中", authorization: "已授權，未扣款" },
  services: { USPSGround: "USPS 平郵", USPSPriority: "USPS 優先郵件", UK_RoyalMailTracked: "英國皇家郵政掛號", DE_DHLPaket: "德國 DHL 包裹", AU_Regular: "澳洲郵政平郵", ShippingMethodStandard: "標準配送", ShippingMethodExpress: "快速配送", ShippingMethodOvernight: "隔日達", Other: "其他配送" },
  faults: {
    weight_missing: "缺少重量", weight_above_limit: "超出物流商的重量上限", size_missing: "缺少尺寸", size_above_limit: "超出物流商的尺寸上限", customs_missing: "出境貨物需要申報", customs_incomplete: "申報資料不全", export_filing_needed: "此申報價值需先做出口報關", service_not_offered: "物流商在此線路不提供該服務", quote_currency_differs: "報價為其他幣別", "ADDRESS.VERIFY.FAILURE": "地址無法驗證", "APIKEY.INACTIVE": "金鑰已停用", "PARAMETER.INVALID": "有不被接受的值", "PARAMETER.REQUIRED": "缺少必填的值", "RATE.NOT_FOUND": "該報價已失效", "SHIPMENT.RATES.UNAVAILABLE": "此包裹沒有報價", "SHIPMENT.POSTAGE.EXISTS": "面單已購買過", "SHIPMENT.REFUND.UNAVAILABLE": "此面單不能退", "REFUND.EXISTS": "面單已退過", ADDRESS: "地址不被接受", "ADDRESS.COUNTRY.INVALID": "國家不被接受", "E.ADDRESS.NOT_FOUND": "找不到這個地址", "E.HOUSE_NUMBER.MISSING": "地址缺少門牌號", CUSTOMS_INFO: "申報資料不被接受", "SHIPMENT.CUSTOMS_INFO": "申報資料不被接受", "SHIPMENT.CUSTOMS_INFO.REQUIRED": "出境貨物需要申報", "SHIPMENT.CUSTOMS_INFO.DESCRIPTION_REQUIRED": "申報缺少品名", "SHIPMENT.INVALID_PARAMS": "有不被接受的值", "SHIPMENT.MISSING_INFORMATION": "缺少必填的值", "SHIPMENT.MISSING_RATE": "該報價已失效", "SHIPMENT.PURCHASE": "物流商沒有出面單", "SHIPMENT.PURCHASE.IN_PROGRESS": "面單正在購買", "SHIPMENT.POSTAGE": "物流商沒有出面單", "SHIPMENT.POSTAGE.NO_RESPONSE": "承運商沒有回覆", "SHIPMENT.RATE": "此包裹沒有報價", "SHIPMENT.REFUND": "此面單不能退", SHIPMENT: "物流商不接受這個包裹", RATE: "此包裹沒有報價", REFUND: "此面單不能退", PAYMENT: "物流帳號的付款沒有成功，請到物流商網站核對餘額", TRANSACTION: "物流帳號的付款沒有成功，請到物流商網站核對餘額", APIKEY: "金鑰不被接受", USER: "物流帳號沒有這個權限", PARAMETER: "有不被接受的值", "PAYLOAD.NOT_FOUND": "物流商沒有這筆下單", not_found: "對方沒有這筆紀錄", refund_rejected: "物流商不同意退款", refund_not_applicable: "此面單不能退", refund_missing: "物流商沒有收到退款申請", tracking_number_format: "追蹤號只能有字母和數字", carrier_missing: "沒有填平台承運商", lines_missing: "沒有可標記的商品",
    RATE_LIMITED: "請求過於頻繁",
  },
  network: { ENOTFOUND: "從這裡找不到服務的地址，請檢查網路", EAI_AGAIN: "從這裡找不到服務的地址，請檢查網路", ECONNREFUSED: "服務的地址上沒有回應", ECONNRESET: "連線在回傳結果前中斷", ETIMEDOUT: "等待逾時", EHOSTUNREACH: "從這裡連不上服務，請檢查網路", ENETUNREACH: "本機網路不通，請檢查網路" },
  tracking: { unknown: "暫無資訊", pre_transit: "已出面單", in_transit: "運輸中", out_for_delivery: "派送中", delivered: "已簽收", available_for_pickup: "待自取", return_to_sender: "退回寄件人", failure: "投遞失敗", cancelled: "已取消", error: "物流商回報異常" },
  trackingDetails: { arrived_at_destination: "已到收件地址", arrived_at_facility: "到達分揀中心", departed_facility: "離開分揀中心", arrived_at_pickup_location: "到達自取點", held_at_pickup_location: "在自取點等待", address_incorrect: "地址有誤", address_correction: "地址已更正", addressee_not_available: "收件人不在", delayed: "延誤", damaged: "破損", lost: "遺失", missorted: "分揀錯誤", refused: "收件人拒收", customs_delay: "清關延誤", received_at_origin_facility: "已攬收" },
};
