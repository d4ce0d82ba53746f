/** What our methods come from, by key, so that screens and reports can cite it. */
export const SOURCES = {
  lloyd1982: 'Lloyd, S. P. (1982). Least squares quantization in PCM. doi:10.1109/TIT.1982.1056489',
  arthur2007:
    'Arthur, D., Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. doi:10.5555/1283383.1283494',
  hamerly2010: 'Hamerly, G. (2010). Making k-means even faster. doi:10.1137/1.9781611972801.12',
  rousseeuw1987: 'Rousseeuw, P. J. (1987). Silhouettes. doi:10.1016/0377-0427(87)90125-7',
  davies1979: 'Davies, D. L., Bouldin, D. W. (1979). A cluster separation measure. doi:10.1109/TPAMI.1979.4766909',
  calinski1974:
    'Caliński, T., Harabasz, J. (1974). A dendrite method for cluster analysis. doi:10.1080/03610927408827101',
  satopaa2011: 'Satopää, V. et al. (2011). Finding a "kneedle" in a haystack. doi:10.1109/ICDCSW.2011.20',
  troyanskaya2001:
    'Troyanskaya, O. et al. (2001). Missing value estimation methods for DNA microarrays. doi:10.1093/bioinformatics/17.6.520',
  pages2004: 'Pagès, J. (2004). Analyse factorielle de données mixtes. Revue de Statistique Appliquée 52(4).',
  jolliffe2016:
    'Jolliffe, I. T., Cadima, J. (2016). Principal component analysis: a review. doi:10.1098/rsta.2015.0202',
  musco2015:
    'Musco, C., Musco, C. (2015). Randomized block Krylov methods for stronger and faster approximate SVD. arXiv:1504.05477',
  cohen1988:
    'Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed. doi:10.4324/9780203771587',
  wilson1927: 'Wilson, E. B. (1927). Probable inference. doi:10.1080/01621459.1927.10502953',
} as const;
export type SourceKey = keyof typeof SOURCES;
