// prettier-ignore
export const fields: Readonly<Record<string, string>> = {
  name: "名称", email: "邮箱", password: "密码", company: "公司", kind: "类型", locale: "语言", token: "口令", current: "当前密码", role: "角色", id: "编号",
  disabled: "停用", stage: "环节", view: "视图", hold: "卡单原因", accountId: "店铺", country: "国家", q: "搜索", sku: "SKU", after: "列表位置", limit: "每页条数或运费上限",
  act: "操作", targets: "所选行", ids: "所选行", matching: "筛选条件", mappings: "配对", reason: "原因", seen: "看到的内容", code: "编码", until: "截止时间", version: "版本", shipTo: "收件地址",
  line1: "地址第一行", line2: "地址第二行", city: "城市", state: "州/省或状态", postcode: "邮编", phone: "电话", groups: "合并组", orderId: "订单", paymentId: "付款记录", body: "内容",
  warehouseId: "仓库", methodId: "物流方式", waveId: "波次", parcelIds: "包裹", maxParcels: "每波包裹数", skuId: "SKU", qty: "数量", everything: "全部拣齐",
  pickStrip: "拣货条", spoiled: "没打好的面单", widthMm: "纸宽", heightMm: "纸高", elements: "模板元素", field: "字段", x: "左边距", y: "上边距", w: "宽", h: "高", size: "字号",
  bold: "加粗", text: "文字", parcelId: "包裹", scanId: "扫描编号", weightG: "重量（克）", nameEn: "英文名称", nameZh: "中文名称", barcode: "条码", imageUrl: "图片网址",
  declaredNameEn: "英文申报名", declaredNameZh: "中文申报名", declaredValue: "申报价值", minor: "金额", currency: "币种", hsCode: "海关编码", originCountry: "原产国",
  channelSku: "平台 SKU", only: "筛选", receiptId: "入库编号", reference: "参考号", lines: "商品行", bin: "货位", adjustId: "盘点编号", delta: "增减数量", address: "地址",
  isDefault: "默认仓库", carrierAccountId: "物流账号", service: "物流服务", books: "下单顺序", numberSource: "单号来源", label: "面单", channelCarrier: "平台承运商",
  maxWeightG: "最大重量（克）", countries: "国家", warehouseIds: "仓库", active: "启用", numbers: "单号", connector: "平台或服务", site: "站点", baseUrl: "服务网址",
  credentials: "授权信息", colour: "颜色", provenBy: "付款依据", toleranceMinor: "容差", transactionId: "交易号", mergePolicy: "合并方式", mergeWaitMinutes: "合并等待分钟数",
  paymentAccountId: "收款账号", warehousePolicy: "出货仓库", outagePolicy: "平台无响应时", asksPayerAddress: "核对付款地址", asksUnprotected: "核对卖家保障", paused: "暂停", decision: "规则类型", basedOn: "所依据的版本", rules: "规则", enabled: "启用", when: "条件",
  fact: "条件项", op: "比较方式", values: "取值", min: "最小值", max: "最大值", then: "目标", number: "单号", url: "网址",
};
