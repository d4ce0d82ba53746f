/** What our methods come from, by key, so that screens and reports can cite it. */
export const SOURCES = {
  lloyd1982: 'Lloyd, S. P. (1982). Least squares quantization in PCM. doi:10.1109/TIT.1982.1056489',
  arthur2007:
    'Arthur, D., Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. doi:10.5555/1283383.1283494',
  hamerly2010: 'Hamerly, G. (2010). Making k-means even faster. doi:10.1137/1.9781611972801.12',
  dempster1977:
    'Dempster, A. P., Laird, N. M., Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM algorithm. doi:10.1111/j.2517-6161.1977.tb01600.x',
  mclachlan2000: 'McLachlan, G., Peel, D. (2000). Finite Mixture Models. doi:10.1002/0471721182',
  savaresi2001:
    'Savaresi, S. M., Boley, D. L. (2001). On the performance of bisecting k-means and PDDP. doi:10.1137/1.9781611972719.5',
  sculley2010: 'Sculley, D. (2010). Web-scale k-means clustering. doi:10.1145/1772690.1772862',
  ward1963:
    'Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. doi:10.1080/01621459.1963.10500845',
  lance1967:
    'Lance, G. N., Williams, W. T. (1967). A general theory of classificatory sorting strategies. doi:10.1093/comjnl/9.4.373',
  murtagh1983:
    'Murtagh, F. (1983). A survey of recent advances in hierarchical clustering algorithms. doi:10.1093/comjnl/26.4.354',
  murtagh2014:
    "Murtagh, F., Legendre, P. (2014). Ward's hierarchical agglomerative clustering method. doi:10.1007/s00357-014-9161-z",
  huang1998:
    'Huang, Z. (1998). Extensions to the k-means algorithm for clustering large data sets with categorical values. doi:10.1023/A:1009769707641',
  cao2009:
    'Cao, F., Liang, J., Bai, L. (2009). A new initialization method for categorical data clustering. doi:10.1016/j.eswa.2009.01.060',
  gower1971: 'Gower, J. C. (1971). A general coefficient of similarity and some of its properties. doi:10.2307/2528823',
  schubert2021:
    'Schubert, E., Rousseeuw, P. J. (2021). Fast and eager k-medoids clustering. doi:10.1016/j.is.2021.101804',
  kaufman1990: 'Kaufman, L., Rousseeuw, P. J. (1990). Finding Groups in Data. doi:10.1002/9780470316801',
  campello2013:
    'Campello, R. J. G. B., Moulavi, D., Sander, J. (2013). Density-based clustering based on hierarchical density estimates. doi:10.1007/978-3-642-37456-2_14',
  campello2015:
    'Campello, R. J. G. B. et al. (2015). Hierarchical density estimates for data clustering, visualization, and outlier detection. doi:10.1145/2733381',
  malzer2020:
    'Malzer, C., Baum, M. (2020). A hybrid approach to hierarchical density-based cluster selection. doi:10.1109/MFI49285.2020.9235263',
  rousseeuw1987: 'Rousseeuw, P. J. (1987). Silhouettes. doi:10.1016/0377-0427(87)90125-7',
  davies1979: 'Davies, D. L., Bouldin, D. W. (1979). A cluster separation measure. doi:10.1109/TPAMI.1979.4766909',
  calinski1974:
    'Caliński, T., Harabasz, J. (1974). A dendrite method for cluster analysis. doi:10.1080/03610927408827101',
  tibshirani2001:
    'Tibshirani, R., Walther, G., Hastie, T. (2001). Estimating the number of clusters in a data set via the gap statistic. doi:10.1111/1467-9868.00293',
  hubert1985: 'Hubert, L., Arabie, P. (1985). Comparing partitions. doi:10.1007/BF01908075',
  benHur2002:
    'Ben-Hur, A., Elisseeff, A., Guyon, I. (2002). A stability based method for discovering structure in clustered data. doi:10.1142/9789812799623_0002',
  hennig2007: 'Hennig, C. (2007). Cluster-wise assessment of cluster stability. doi:10.1016/j.csda.2006.11.025',
  steinley2004:
    'Steinley, D. (2004). Properties of the Hubert–Arabie adjusted Rand index. doi:10.1037/1082-989X.9.3.386',
  satopaa2011: 'Satopää, V. et al. (2011). Finding a "kneedle" in a haystack. doi:10.1109/ICDCSW.2011.20',
  troyanskaya2001:
    'Troyanskaya, O. et al. (2001). Missing value estimation methods for DNA microarrays. doi:10.1093/bioinformatics/17.6.520',
  micciBarreca2001:
    'Micci-Barreca, D. (2001). A preprocessing scheme for high-cardinality categorical attributes. doi:10.1145/507533.507538',
  pargent2022:
    'Pargent, F. et al. (2022). Regularized target encoding outperforms traditional methods. doi:10.1007/s00180-022-01207-6',
  yeo2000: 'Yeo, I.-K., Johnson, R. A. (2000). A new family of power transformations. doi:10.1093/biomet/87.4.954',
  brent1973: 'Brent, R. P. (1973). Algorithms for Minimization without Derivatives. ISBN 978-0-486-41998-5.',
  mackay1992: 'MacKay, D. J. C. (1992). Bayesian interpolation. doi:10.1162/neco.1992.4.3.415',
  vanBuuren2011:
    'van Buuren, S., Groothuis-Oudshoorn, K. (2011). mice: multivariate imputation by chained equations. doi:10.18637/jss.v045.i03',
  siddiqi2017: 'Siddiqi, N. (2017). Intelligent Credit Scoring, 2nd ed. doi:10.1002/9781119282396',
  breiman2001: 'Breiman, L. (2001). Random forests. doi:10.1023/A:1010933404324',
  friedman2001:
    'Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. doi:10.1214/aos/1013203451',
  ke2017:
    'Ke, G. et al. (2017). LightGBM: a highly efficient gradient boosting decision tree. Advances in Neural Information Processing Systems 30, 3146–3154.',
  chen2016: 'Chen, T., Guestrin, C. (2016). XGBoost: a scalable tree boosting system. doi:10.1145/2939672.2939785',
  fisher1958: 'Fisher, W. D. (1958). On grouping for maximum homogeneity. doi:10.1080/01621459.1958.10501479',
  hothorn2006:
    'Hothorn, T., Hornik, K., Zeileis, A. (2006). Unbiased recursive partitioning: a conditional inference framework. doi:10.1198/106186006X133933',
  breiman1984: 'Breiman, L. et al. (1984). Classification and Regression Trees. doi:10.1201/9781315139470',
  ayer1955:
    'Ayer, M. et al. (1955). An empirical distribution function for sampling with incomplete information. doi:10.1214/aoms/1177728423',
  pages2004: 'Pagès, J. (2004). Analyse factorielle de données mixtes. Revue de Statistique Appliquée 52(4).',
  jolliffe2016:
    'Jolliffe, I. T., Cadima, J. (2016). Principal component analysis: a review. doi:10.1098/rsta.2015.0202',
  chan1983:
    'Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the sample variance. doi:10.1080/00031305.1983.10483115',
  musco2015:
    'Musco, C., Musco, C. (2015). Randomized block Krylov methods for stronger and faster approximate SVD. arXiv:1504.05477',
  pratt1973: 'Pratt, V. R. (1973). Top down operator precedence. doi:10.1145/512927.512931',
  damerau1964:
    'Damerau, F. J. (1964). A technique for computer detection and correction of spelling errors. doi:10.1145/363958.363994',
  winkler1990:
    'Winkler, W. E. (1990). String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage. Proceedings of the Section on Survey Research Methods, ASA, 354–359.',
  hernandez1995:
    'Hernández, M. A., Stolfo, S. J. (1995). The merge/purge problem for large databases. doi:10.1145/223784.223807',
  liu2008: 'Liu, F. T., Ting, K. M., Zhou, Z.-H. (2008). Isolation forest. doi:10.1109/ICDM.2008.17',
  tukey1977: 'Tukey, J. W. (1977). Exploratory Data Analysis. Addison-Wesley.',
  goodman1954:
    'Goodman, L. A., Kruskal, W. H. (1954). Measures of association for cross classifications. doi:10.1080/01621459.1954.10501231',
  cohen1988:
    'Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed. doi:10.4324/9780203771587',
  hedges1985: 'Hedges, L. V., Olkin, I. (1985). Statistical Methods for Meta-Analysis. doi:10.1016/C2009-0-03396-0',
  domingos1997:
    'Domingos, P., Pazzani, M. (1997). On the optimality of the simple Bayesian classifier under zero-one loss. doi:10.1023/A:1007413511361',
  pearson1900: 'Pearson, K. (1900). On the criterion that a given system of deviations … doi:10.1080/14786440009463897',
  wilson1927: 'Wilson, E. B. (1927). Probable inference. doi:10.1080/01621459.1927.10502953',
  delong1988:
    'DeLong, E. R., DeLong, D. M., Clarke-Pearson, D. L. (1988). Comparing the areas under two or more correlated receiver operating characteristic curves. doi:10.2307/2531595',
  sun2014:
    "Sun, X., Xu, W. (2014). Fast implementation of DeLong's algorithm for comparing the areas under correlated receiver operating characteristic curves. doi:10.1109/LSP.2014.2337313",
  obuchowski1997: 'Obuchowski, N. A. (1997). Nonparametric analysis of clustered ROC curve data. doi:10.2307/2533958',
  newcombe1998:
    'Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I',
  smirnov1948:
    'Smirnov, N. (1948). Table for estimating the goodness of fit of empirical distributions. doi:10.1214/aoms/1177730256',
  boyd2013:
    'Boyd, K., Eng, K. H., Page, C. D. (2013). Area under the precision-recall curve: point estimates and confidence intervals. doi:10.1007/978-3-642-40994-3_29',
  davis2006:
    'Davis, J., Goadrich, M. (2006). The relationship between precision-recall and ROC curves. doi:10.1145/1143844.1143874',
  fawcett2006: 'Fawcett, T. (2006). An introduction to ROC analysis. doi:10.1016/j.patrec.2005.10.010',
  good1952: 'Good, I. J. (1952). Rational decisions. doi:10.1111/j.2517-6161.1952.tb00104.x',
  brier1950:
    'Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2',
  murphy1973:
    'Murphy, A. H. (1973). A new vector partition of the probability score. doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2',
  stephenson2008:
    'Stephenson, D. B., Coelho, C. A. S., Jolliffe, I. T. (2008). Two extra components in the Brier score decomposition. doi:10.1175/2007WAF2006116.1',
  cox1958:
    'Cox, D. R. (1958). Two further applications of a model for binary regression. doi:10.1093/biomet/45.3-4.562',
  vanCalster2016:
    'Van Calster, B. et al. (2016). A calibration hierarchy for risk models was defined. doi:10.1016/j.jclinepi.2015.12.005',
  hosmer1980:
    'Hosmer, D. W., Lemeshow, S. (1980). Goodness of fit tests for the multiple logistic regression model. doi:10.1080/03610928008827941',
  brodersen2010:
    'Brodersen, K. H. et al. (2010). The balanced accuracy and its posterior distribution. doi:10.1109/ICPR.2010.764',
  vanRijsbergen1979: 'van Rijsbergen, C. J. (1979). Information Retrieval, 2nd ed. Butterworths.',
  nadeau2003: 'Nadeau, C., Bengio, Y. (2003). Inference for the generalization error. doi:10.1023/A:1024068626366',
  graham1969: 'Graham, R. L. (1969). Bounds on multiprocessing timing anomalies. doi:10.1137/0117039',
  elkan2001:
    'Elkan, C. (2001). The foundations of cost-sensitive learning. Proceedings of the 17th IJCAI, 973–978. doi:10.5555/1642194.1642224',
  ramer1972:
    'Ramer, U. (1972). An iterative procedure for the polygonal approximation of plane curves. doi:10.1016/S0146-664X(72)80017-0',
  douglas1973:
    'Douglas, D. H., Peucker, T. K. (1973). Algorithms for the reduction of the number of points required to represent a digitized line. doi:10.3138/FM57-6770-U75U-7727',
  mccullagh1989:
    'McCullagh, P., Nelder, J. A. (1989). Generalized Linear Models, 2nd ed. doi:10.1007/978-1-4899-3242-6',
  leCessie1992:
    'le Cessie, S., van Houwelingen, J. C. (1992). Ridge estimators in logistic regression. doi:10.2307/2347628',
  liu1989:
    'Liu, D. C., Nocedal, J. (1989). On the limited memory BFGS method for large scale optimization. doi:10.1007/BF01589116',
  chawla2002: 'Chawla, N. V. et al. (2002). SMOTE: synthetic minority over-sampling technique. doi:10.1613/jair.953',
  lin2007:
    "Lin, H.-T., Lin, C.-J., Weng, R. C. (2007). A note on Platt's probabilistic outputs for support vector machines. doi:10.1007/s10994-007-5018-6",
  zadrozny2002:
    'Zadrozny, B., Elkan, C. (2002). Transforming classifier scores into accurate multiclass probability estimates. doi:10.1145/775047.775151',
  king2001:
    'King, G., Zeng, L. (2001). Logistic regression in rare events data. doi:10.1093/oxfordjournals.pan.a004868',
  koopman1984:
    'Koopman, P. A. R. (1984). Confidence intervals for the ratio of two binomial proportions. doi:10.2307/2531405',
  benjamini1995:
    'Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. doi:10.1111/j.2517-6161.1995.tb02031.x',
  wald1940:
    'Wald, A., Wolfowitz, J. (1940). On a test whether two samples are from the same population. doi:10.1214/aoms/1177731909',
  cohen1960: 'Cohen, J. (1960). A coefficient of agreement for nominal scales. doi:10.1177/001316446002000104',
  feldman2015: 'Feldman, M. et al. (2015). Certifying and removing disparate impact. doi:10.1145/2783258.2783311',
  hardt2016:
    'Hardt, M., Price, E., Srebro, N. (2016). Equality of opportunity in supervised learning. arXiv:1610.02413',
  yurdakul2018:
    'Yurdakul, B. (2018). Statistical properties of population stability index. Dissertation, Western Michigan University. https://scholarworks.wmich.edu/dissertations/3208',
  stephens1970:
    'Stephens, M. A. (1970). Use of the Kolmogorov–Smirnov, Cramér–von Mises and related statistics without extensive tables. doi:10.1111/j.2517-6161.1970.tb00821.x',
  marsaglia2003:
    "Marsaglia, G., Tsang, W. W., Wang, J. (2003). Evaluating Kolmogorov's distribution. doi:10.18637/jss.v008.i18",
  cochran1954: 'Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. doi:10.2307/3001616',
  holm1979:
    'Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6, 65–70.',
  good1953:
    'Good, I. J. (1953). The population frequencies of species and the estimation of population parameters. doi:10.1093/biomet/40.3-4.237',
  bialek2024:
    'Białek, J. et al. (2024). Estimating model performance under covariate shift without labels. arXiv:2401.08348',
  sarwar2001:
    'Sarwar, B., Karypis, G., Konstan, J., Riedl, J. (2001). Item-based collaborative filtering recommendation algorithms. doi:10.1145/371920.372071',
  herlocker1999:
    'Herlocker, J. L., Konstan, J. A., Borchers, A., Riedl, J. (1999). An algorithmic framework for performing collaborative filtering. doi:10.1145/312624.312682',
  hu2008:
    'Hu, Y., Koren, Y., Volinsky, C. (2008). Collaborative filtering for implicit feedback datasets. doi:10.1109/ICDM.2008.22',
  takacs2011:
    'Takács, G., Pilászy, I., Tikk, D. (2011). Applications of the conjugate gradient method for implicit feedback collaborative filtering. doi:10.1145/2043932.2043987',
  rendle2009:
    'Rendle, S., Freudenthaler, C., Gantner, Z., Schmidt-Thieme, L. (2009). BPR: Bayesian personalized ranking from implicit feedback. arXiv:1205.2618',
  agrawal1993:
    'Agrawal, R., Imieliński, T., Swami, A. (1993). Mining association rules between sets of items in large databases. doi:10.1145/170036.170072',
  steck2019: 'Steck, H. (2019). Embarrassingly shallow autoencoders for sparse data. doi:10.1145/3308558.3313710',
  jarvelin2002:
    'Järvelin, K., Kekäläinen, J. (2002). Cumulated gain-based evaluation of IR techniques. doi:10.1145/582415.582418',
} as const;
export type SourceKey = keyof typeof SOURCES;
