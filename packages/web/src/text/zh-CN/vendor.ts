import type { VendorTexts } from "../en/vendor.ts";

// prettier-ignore
export const vendor: VendorTexts = {
  order: [
    { NOT_STARTED: "未发货", IN_PROGRESS: "部分发货", FULFILLED: "已发货" },
    { PAID: "已付款", PENDING: "付款处理中", FAILED: "付款失败", FULLY_REFUNDED: "已全额退款", PARTIALLY_REFUNDED: "已部分退款" },
    { IN_PROGRESS: "买家申请取消", CANCELED: "已取消" },
  ],
  declared: { paid: "已付款", pending: "付款处理中", unpaid: "未付款", refunded: "已全额退款", part_refunded: "已部分退款" },
  paymentEvents: {
    T0000: "普通付款", T0001: "批量付款", T0002: "订阅付款", T0003: "预先授权付款", T0004: "eBay 拍卖付款", T0005: "信用卡直接付款", T0006: "快捷结账付款", T0007: "网站付款", T0011: "手机付款", T0012: "虚拟终端付款", T0013: "捐款",
    T1106: "PayPal 撤回", T1107: "卖家退款", T1110: "争议冻结", T1111: "争议解冻", T1201: "信用卡拒付", T1202: "拒付撤销", T1207: "拒付成立",
  },
  pendingReasons: { echeck: "电子支票未到账", multi_currency: "该币种待接收", verify: "账号未认证", intl: "需手动接收", unilateral: "收款邮箱未注册", address: "地址未确认", paymentreview: "PayPal 审核中", authorization: "已授权，未扣款" },
  services: { USPSGround: "USPS 平邮", USPSPriority: "USPS 优先邮件", UK_RoyalMailTracked: "英国皇家邮政挂号", DE_DHLPaket: "德国 DHL 包裹", AU_Regular: "澳洲邮政平邮", ShippingMethodStandard: "标准配送", ShippingMethodExpress: "快速配送", ShippingMethodOvernight: "隔日达", Other: "其他配送" },
  faults: {
    weight_missing: "缺少重量", weight_above_limit: "超出物流商的重量上限", size_missing: "缺少尺寸", size_above_limit: "超出物流商的尺寸上限", customs_missing: "出境货物需要申报", customs_incomplete: "申报资料不全", export_filing_needed: "此申报价值需先做出口报关", service_not_offered: "物流商在此线路不提供该服务", quote_currency_differs: "报价为其他币种", "ADDRESS.VERIFY.FAILURE": "地址无法验证", "APIKEY.INACTIVE": "密钥已停用", "PARAMETER.INVALID": "有不被接受的值", "PARAMETER.REQUIRED": "缺少必填的值", "RATE.NOT_FOUND": "该报价已失效", "SHIPMENT.RATES.UNAVAILABLE": "此包裹没有报价", "SHIPMENT.POSTAGE.EXISTS": "面单已购买过", "SHIPMENT.REFUND.UNAVAILABLE": "此面单不能退", "REFUND.EXISTS": "面单已退过", ADDRESS: "地址不被接受", "ADDRESS.COUNTRY.INVALID": "国家不被接受", "E.ADDRESS.NOT_FOUND": "找不到这个地址", "E.HOUSE_NUMBER.MISSING": "地址缺少门牌号", CUSTOMS_INFO: "申报资料不被接受", "SHIPMENT.CUSTOMS_INFO": "申报资料不被接受", "SHIPMENT.CUSTOMS_INFO.REQUIRED": "出境货物需要申报", "SHIPMENT.CUSTOMS_INFO.DESCRIPTION_REQUIRED": "申报缺少品名", "SHIPMENT.INVALID_PARAMS": "有不被接受的值", "SHIPMENT.MISSING_INFORMATION": "缺少必填的值", "SHIPMENT.MISSING_RATE": "该报价已失效", "SHIPMENT.PURCHASE": "物流商没有出面单", "SHIPMENT.PURCHASE.IN_PROGRESS": "面单正在购买", "SHIPMENT.POSTAGE": "物流商没有出面单", "SHIPMENT.POSTAGE.NO_RESPONSE": "承运商没有回复", "SHIPMENT.RATE": "此包裹没有报价", "SHIPMENT.REFUND": "此面单不能退", SHIPMENT: "物流商不接受这个包裹", RATE: "此包裹没有报价", REFUND: "此面单不能退", PAYMENT: "物流账号的付款没有成功，请到物流商网站核对余额", TRANSACTION: "物流账号的付款没有成功，请到物流商网站核对余额", APIKEY: "密钥不被接受", USER: "物流账号没有这个权限", PARAMETER: "有不被接受的值", "PAYLOAD.NOT_FOUND": "物流商没有这笔下单", not_found: "对方没有这条记录", refund_rejected: "物流商不同意退款", refund_not_applicable: "此面单不能退", refund_missing: "物流商没有收到退款申请", tracking_number_format: "跟踪号只能有字母和数字", carrier_missing: "没有填平台承运商", lines_missing: "没有可标记的商品",
    RATE_LIMITED: "请求过于频繁",
  },
  network: { ENOTFOUND: "从这里找不到服务的地址，请检查网络", EAI_AGAIN: "从这里找不到服务的地址，请检查网络", ECONNREFUSED: "服务的地址上没有响应", ECONNRESET: "连接在返回结果前中断", ETIMEDOUT: "等待超时", EHOSTUNREACH: "从这里连不上服务，请检查网络", ENETUNREACH: "本机网络不通，请检查网络" },
  tracking: { unknown: "暂无信息", pre_transit: "已出面单", in_transit: "运输中", out_for_delivery: "派送中", delivered: "已签收", available_for_pickup: "待自取", return_to_sender: "退回寄件人", failure: "投递失败", cancelled: "已取消", error: "物流商报告异常" },
  trackingDetails: { arrived_at_destination: "已到收件地址", arrived_at_facility: "到达分拣中心", departed_facility: "离开分拣中心", arrived_at_pickup_location: "到达自取点", held_at_pickup_location: "在自取点等待", address_incorrect: "地址有误", address_correction: "地址已更正", addressee_not_available: "收件人不在", delayed: "延误", damaged: "破损", lost: "丢失", missorted: "分拣错误", refused: "收件人拒收", customs_delay: "清关延误", received_at_origin_facility: "已揽收" },
};
