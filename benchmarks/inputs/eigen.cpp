// Eigen (Debian: libeigen3-dev).
#include <eigen3/Eigen/Dense>

struct Pose {
    Eigen::Vector3d position;
    Eigen::Quaterniond rotation;
};

struct Cloud {
    Eigen::MatrixXd points;
    int id;
};
